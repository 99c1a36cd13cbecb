// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;

/**
 * Where a histogram with fixed bounds lies in an array of counters: one word for each bucket, the last one for all above the bounds,
 * then one for the sum of what was seen.
 */
final class HistogramLayout {
    /** Seconds, kept as nanoseconds: 0.25 ms times powers of two, 16 bounds. */
    static final HistogramLayout DURATION = new HistogramLayout(1e9, exponential(0.00025, 16));
    /** Octets. */
    static final HistogramLayout SIZE =
            new HistogramLayout(1, 0, 100, 200, 300, 400, 511, 1023, 2047, 4095, 8291, 16e3, 32e3, 48e3, 64e3);

    private final double scale;
    private final double[] bounds;
    private final long[] scaledBounds;

    private HistogramLayout(double scale, double... bounds) {
        this.scale = scale;
        this.bounds = bounds;
        scaledBounds = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            scaledBounds[i] = Math.round(bounds[i] * scale);
        }
    }

    /** Bounds that begin with this one, each twice the one before. */
    static double[] exponential(double first, int count) {
        double[] bounds = new double[count];
        double bound = first;
        for (int i = 0; i < count; i++) {
            bounds[i] = bound;
            bound *= 2;
        }
        return bounds;
    }

    /** The upper bounds of the buckets, the infinite one left out. */
    double[] bounds() {
        return bounds.clone();
    }

    /** How many words it takes. */
    int words() {
        return bounds.length + 2;
    }

    /** Counts one value, in units of the scale, in the words from {@code start}. */
    void observe(Counters counters, int start, long value) {
        int bucket = 0;
        while (bucket < scaledBounds.length && value > scaledBounds[bucket]) {
            bucket++;
        }
        counters.add(start + bucket, 1);
        counters.add(start + words() - 1, value);
    }

    /** The buckets in the words from {@code start}, not cumulative. */
    ClassicHistogramBuckets buckets(long[] words, int start) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < bounds.length; i++) {
            buckets.bucket(bounds[i], words[start + i]);
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, words[start + bounds.length])
                .build();
    }

    /** The sum of what was seen, in the unit of the bounds. */
    double sum(long[] words, int start) {
        return words[start + words() - 1] / scale;
    }
}
