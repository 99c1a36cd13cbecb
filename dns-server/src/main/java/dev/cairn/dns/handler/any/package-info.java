// SPDX-License-Identifier: Apache-2.0
/** Answers questions for any type with as little as can be (RFC 8482). May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.any;

import org.jspecify.annotations.NullMarked;
