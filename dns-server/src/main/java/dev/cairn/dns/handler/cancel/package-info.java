// SPDX-License-Identifier: Apache-2.0
/** Gives questions a time after which nobody waits for their answer. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.cancel;

import org.jspecify.annotations.NullMarked;
