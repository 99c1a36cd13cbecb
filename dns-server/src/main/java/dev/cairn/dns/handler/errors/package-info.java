// SPDX-License-Identifier: Apache-2.0
/** Logs what goes wrong while queries are answered, a few lines at most however often it happens. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.errors;

import org.jspecify.annotations.NullMarked;
