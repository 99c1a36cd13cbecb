// SPDX-License-Identifier: Apache-2.0
/** Tests of checks over loopback. */
@NullMarked
package dev.cairn.lb.check;

import org.jspecify.annotations.NullMarked;
