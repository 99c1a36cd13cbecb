// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of one balancer, and the choice of the picks that are timed. <b>Thread-safe.</b> On the hot path.
 *
 * <p>A look at the clock costs more than a pick, and a call needs two. So each call is timed while there are fewer than 100,000 a second;
 * when they come faster, each 32nd pick of an endpoint is, as long as that still gives each endpoint ten samples a second. When calls
 * become rare again, the next timed one notices.
 */
final class PickClock {
    /** The start of a call that is not timed. */
    static final long UNTIMED = 0;

    private static final int SAMPLE_BITS = 5;
    private static final long SAMPLE_MASK = (1 << SAMPLE_BITS) - 1;
    private static final long DENSE_NANOS = 10_000; // between two calls
    private static final long LEAST_SAMPLES_NANOS = 100_000_000; // between two samples of one endpoint
    private static final long MAX_GAP_NANOS = 1_000_000_000;
    private static final int GAPS_AVERAGED = 8;

    private final LongSupplier nanoClock;
    private final long originNanos;

    // hints: a write that is lost to another one does no harm
    private final AtomicLong lastNanos = new AtomicLong();
    private final AtomicLong meanGapNanos = new AtomicLong(MAX_GAP_NANOS);
    private volatile boolean dense;
    private volatile long denseNanos = DENSE_NANOS;

    PickClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        originNanos = nanoClock.getAsLong() - 1;
    }

    /** Nanoseconds since a moment before the first look; at least 1. */
    long nanos() {
        return nanoClock.getAsLong() - originNanos;
    }

    /** Calls are spread over so many endpoints from now on. */
    void spreadOver(int endpoints) {
        denseNanos = Math.min(DENSE_NANOS, (LEAST_SAMPLES_NANOS >> SAMPLE_BITS) / Math.max(1, endpoints));
    }

    /** Whether to time the call that is the endpoint's so-many-eth, counted from zero. */
    boolean isTimed(long number) {
        return !dense || (number & SAMPLE_MASK) == 0;
    }

    /** A call that is timed begins now. */
    long start() {
        long now = nanos();
        long elapsed = Math.min(now - lastNanos.getPlain(), MAX_GAP_NANOS);
        lastNanos.setOpaque(now);
        boolean isDense = dense;
        long gap = isDense ? elapsed >> SAMPLE_BITS : elapsed;
        long mean = meanGapNanos.getPlain();
        long next = mean + (gap - mean) / GAPS_AVERAGED;
        meanGapNanos.setOpaque(next);
        if (next < denseNanos != isDense) {
            dense = !isDense;
        }
        return now;
    }

    /** How far apart the last picks were, on average; at most a second. */
    long meanGapNanos() {
        return meanGapNanos.getOpaque();
    }
}
