// SPDX-License-Identifier: Apache-2.0
/** Leaves records that nobody asked for out of positive answers. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.minimal;

import org.jspecify.annotations.NullMarked;
