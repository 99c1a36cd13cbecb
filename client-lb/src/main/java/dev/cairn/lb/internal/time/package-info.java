// SPDX-License-Identifier: Apache-2.0
/** Waiting without a thread. Imports nothing of this module. */
@NullMarked
package dev.cairn.lb.internal.time;

import org.jspecify.annotations.NullMarked;
