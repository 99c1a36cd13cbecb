// SPDX-License-Identifier: Apache-2.0
/**
 * Counters of what is served: plain arrays, one set for each thread, summed when Prometheus scrapes.
 *
 * <p>Names, labels and buckets are CoreDNS's, so that its dashboards and alerts keep working. Entry type: {@link
 * dev.cairn.dns.metrics.QueryMetrics}. May import {@code chain} and {@code wire}. Counting is on the hot path: it allocates nothing.
 */
@NullMarked
package dev.cairn.dns.metrics;

import org.jspecify.annotations.NullMarked;
