// SPDX-License-Identifier: Apache-2.0
/** Tests of who is near and what the near ones get. */
@NullMarked
package dev.cairn.lb.internal.zone;

import org.jspecify.annotations.NullMarked;
