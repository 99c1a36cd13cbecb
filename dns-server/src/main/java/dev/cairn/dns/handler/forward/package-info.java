// SPDX-License-Identifier: Apache-2.0
/** Has other name servers answer. May import {@code chain}, {@code wire}, {@code config} and {@code upstream}. */
@NullMarked
package dev.cairn.dns.handler.forward;

import org.jspecify.annotations.NullMarked;
