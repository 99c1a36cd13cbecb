// SPDX-License-Identifier: Apache-2.0
/** The walk-through of {@code examples/walkthrough}, run block by block. */
@NullMarked
package dev.cairn.e2e.walkthrough;

import org.jspecify.annotations.NullMarked;
