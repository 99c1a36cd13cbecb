// SPDX-License-Identifier: Apache-2.0
/** Counts queries, and says where the counts can be scraped. May import {@code chain}, {@code wire} and {@code config}. */
@NullMarked
package dev.cairn.dns.handler.prometheus;

import org.jspecify.annotations.NullMarked;
