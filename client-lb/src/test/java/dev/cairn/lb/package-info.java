// SPDX-License-Identifier: Apache-2.0
/** Tests of the balancer through its public face, and the fixtures they share. */
@NullMarked
package dev.cairn.lb;

import org.jspecify.annotations.NullMarked;
