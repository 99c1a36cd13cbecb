// SPDX-License-Identifier: Apache-2.0
/** Tests of the policies. */
@NullMarked
package dev.cairn.lb.policy;

import org.jspecify.annotations.NullMarked;
