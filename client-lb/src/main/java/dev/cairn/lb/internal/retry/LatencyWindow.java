// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A quantile of the latencies of the last fifteen seconds, worked out anew every three. <b>Thread-safe.</b>
 *
 * <p>Latencies are counted in a ring of five slices of three seconds. The counts of a slice are of buckets whose width is a sixteenth of
 * their value, so that the quantile is exact to 6 %; latencies from a microsecond to an hour are told apart. To record one is an atomic
 * addition, and a look at the clock; the quantile is read from a field.
 */
public final class LatencyWindow {
    /** There are too few latencies to tell. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final int SLICES = 5;
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int LEAST_SAMPLES = 20;
    private static final int UNIT_BITS = 10; // about a microsecond
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1) >>> UNIT_BITS;
    private static final int BUCKETS = bucket(LONGEST) + 1;

    private final double quantile;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final AtomicIntegerArray[] slices = new AtomicIntegerArray[SLICES];
    private final AtomicLong newest = new AtomicLong(); // the number of the slice that is written
    private final ReentrantLock turning = new ReentrantLock();
    private volatile long quantileNanos = UNKNOWN;

    /**
     * An empty window.
     *
     * @param quantile 0 to 1
     */
    public LatencyWindow(double quantile, LongSupplier nanoClock) {
        this.quantile = quantile;
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new AtomicIntegerArray(BUCKETS);
        }
    }

    /** Counts a latency. */
    public void record(long nanos) {
        long slice = turn();
        slices[(int) (slice % SLICES)].incrementAndGet(bucket(Math.min(Math.max(nanos, 0) >>> UNIT_BITS, LONGEST)));
    }

    /** The quantile of the slices that are full and the newest one; {@link #UNKNOWN} when they hold fewer than twenty latencies. */
    public long quantileNanos() {
        turn();
        return quantileNanos;
    }

    /** Begins a new slice when it is time; the number of the newest one. */
    private long turn() {
        long slice = (nanoClock.getAsLong() - startNanos) / SLICE_NANOS;
        if (slice <= newest.get() || !turning.tryLock()) {
            return newest.get();
        }
        try {
            long before = newest.get();
            if (slice > before) {
                quantileNanos = slice - before < SLICES ? workOut() : UNKNOWN;
                for (long next = Math.max(before + 1, slice - SLICES + 1); next <= slice; next++) {
                    clear(slices[(int) (next % SLICES)]);
                }
                newest.set(slice);
            }
            return newest.get();
        } finally {
            turning.unlock();
        }
    }

    private static void clear(AtomicIntegerArray counts) {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, 0);
        }
    }

    private long workOut() {
        long[] sums = new long[BUCKETS];
        long total = 0;
        for (AtomicIntegerArray counts : slices) {
            for (int i = 0; i < BUCKETS; i++) {
                sums[i] += counts.get(i);
                total += counts.get(i);
            }
        }
        if (total < LEAST_SAMPLES) {
            return UNKNOWN;
        }
        long rank = (long) Math.ceil(quantile * total);
        int bucket = 0;
        for (long seen = sums[0]; seen < rank && bucket < BUCKETS - 1; seen += sums[bucket]) {
            bucket++;
        }
        return upperEnd(bucket) << UNIT_BITS;
    }

    private static int bucket(long units) {
        if (units < STEPS) {
            return (int) units;
        }
        int shift = 63 - Long.numberOfLeadingZeros(units) - STEP_BITS;
        return (shift << STEP_BITS) + (int) (units >>> shift);
    }

    private static long upperEnd(int bucket) {
        if (bucket < 2 * STEPS) {
            return bucket + 1L;
        }
        int shift = (bucket >>> STEP_BITS) - 1;
        return (long) (bucket - (shift << STEP_BITS) + 1) << shift;
    }
}
