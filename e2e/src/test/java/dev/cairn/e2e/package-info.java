// SPDX-License-Identifier: Apache-2.0
/** What Cairn does on a real control plane, beside the real CoreDNS. */
@NullMarked
package dev.cairn.e2e;

import org.jspecify.annotations.NullMarked;
