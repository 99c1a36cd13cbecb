// SPDX-License-Identifier: Apache-2.0
/** Calls that go on while pods and Services come and go: client-lb beside plain clients, at the same rate. */
@NullMarked
package dev.cairn.e2e.calls;

import org.jspecify.annotations.NullMarked;
