// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long each of many changes took. Confined to one thread. */
final class Delays {
    private final long[] nanos;
    private int count;

    /** Room for so many. */
    Delays(int capacity) {
        nanos = new long[capacity];
    }

    void add(long delayNanos) {
        nanos[count++] = delayNanos;
    }

    /** Forgets all so far. */
    void clear() {
        count = 0;
    }

    /** The time that this share of the changes, 0 to 1, did not exceed. */
    double quantileMillis(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return (double) sorted[Math.max(0, rank - 1)] / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** {@code p50 0.45 ms, p99 2.20 ms, longest 9.00 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
                quantileMillis(0.5),
                quantileMillis(0.99),
                quantileMillis(1));
    }
}
