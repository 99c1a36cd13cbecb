// SPDX-License-Identifier: Apache-2.0
/** Small programs that show one use each. */
@NullMarked
package dev.cairn.examples;

import org.jspecify.annotations.NullMarked;
