// SPDX-License-Identifier: Apache-2.0
/** Tests of the sources. */
@NullMarked
package dev.cairn.lb.internal.source;

import org.jspecify.annotations.NullMarked;
