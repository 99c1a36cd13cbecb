// SPDX-License-Identifier: Apache-2.0
/** Tests of the target grammar. */
@NullMarked
package dev.cairn.lb.internal.target;

import org.jspecify.annotations.NullMarked;
