// SPDX-License-Identifier: Apache-2.0
/** Counters per thread, summed when they are scraped. May import {@code chain} and {@code wire}. */
@NullMarked
package dev.cairn.dns.metrics;

import org.jspecify.annotations.NullMarked;
