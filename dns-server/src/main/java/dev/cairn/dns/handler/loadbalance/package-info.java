// SPDX-License-Identifier: Apache-2.0
/** Draws the order of the records of each answer anew. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.loadbalance;

import org.jspecify.annotations.NullMarked;
