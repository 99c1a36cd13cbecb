// SPDX-License-Identifier: Apache-2.0
/** How one endpoint is picked among many. */
@NullMarked
package dev.cairn.lb.policy;

import org.jspecify.annotations.NullMarked;
