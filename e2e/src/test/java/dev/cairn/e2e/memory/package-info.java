// SPDX-License-Identifier: Apache-2.0
/** How much memory the server takes in a large cluster, as the kernel counts it. */
@NullMarked
package dev.cairn.e2e.memory;

import org.jspecify.annotations.NullMarked;
