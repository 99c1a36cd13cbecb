// SPDX-License-Identifier: Apache-2.0
/** Small programs that use Cairn, each of which runs by itself and is run by a test. */
@NullMarked
package dev.cairn.examples;

import org.jspecify.annotations.NullMarked;
