// SPDX-License-Identifier: Apache-2.0
/** Finds out whether forwarded questions come back to this server. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.loop;

import org.jspecify.annotations.NullMarked;
