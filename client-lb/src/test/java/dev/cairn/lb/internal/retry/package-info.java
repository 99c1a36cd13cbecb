// SPDX-License-Identifier: Apache-2.0
/** Tests of the retry budget. */
@NullMarked
package dev.cairn.lb.internal.retry;

import org.jspecify.annotations.NullMarked;
