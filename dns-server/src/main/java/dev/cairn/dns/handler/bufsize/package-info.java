// SPDX-License-Identifier: Apache-2.0
/** Limits the size of datagrams. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.bufsize;

import org.jspecify.annotations.NullMarked;
