// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

/**
 * How many calls an endpoint bears at a time, learned from how its latency changes with their number. <b>Confined to</b> the lock of its
 * endpoint, but for {@link #limit}, which anybody may read.
 *
 * <p>The algorithm is Gradient2 of Netflix's concurrency-limits. A latency well above the long-term average means that calls queue, so
 * the limit shrinks in proportion; else it grows by the few calls that may queue. It doesn't move while less than half of it is used,
 * since then latency says nothing of it. The average follows slowly, so that a service that has become slower for good is not held to its
 * past; Vegas, which compares with the least latency ever seen, would need to drain the endpoint from time to time to learn that. A
 * failure takes a tenth off, as when a sender meets congestion (AIMD), since one that fails fast would look quick.
 */
public final class Gradient {
    private static final double MAX_DROP = 0.5;
    private static final double SMOOTHING = 0.2;
    private static final int QUEUE = 4; // calls that may wait at the endpoint
    private static final int LONG_SAMPLES = 600;
    private static final int WARM_UP_SAMPLES = 10;
    private static final double FAR_ABOVE = 2;
    private static final double FAILURE_FACTOR = 0.9;

    private final double min;
    private final double max;
    private final double tolerance;
    private double longNanos;
    private int samples;
    private double estimate;
    private volatile int limit;

    /**
     * A limit that begins at {@code initial} and stays from {@code min} to {@code max}.
     *
     * @param tolerance how many times the average a latency may be before the limit shrinks; at least 1
     */
    public Gradient(int initial, int min, int max, double tolerance) {
        this.min = min;
        this.max = max;
        this.tolerance = tolerance;
        estimate = initial;
        limit = initial;
    }

    /** A call took so long while so many were in flight, itself among them. */
    public void answered(long nanos, int inFlight) {
        double shortNanos = Math.max(nanos, 1);
        average(shortNanos);
        if (inFlight >= estimate / 2) {
            double gradient = Math.max(MAX_DROP, Math.min(1, tolerance * longNanos / shortNanos));
            move(estimate * (1 - SMOOTHING) + (estimate * gradient + QUEUE) * SMOOTHING);
        }
    }

    private void average(double shortNanos) {
        if (samples < WARM_UP_SAMPLES) {
            samples++;
            longNanos += (shortNanos - longNanos) / samples;
        } else {
            longNanos += (shortNanos - longNanos) * 2 / (LONG_SAMPLES + 1);
        }
        if (longNanos > FAR_ABOVE * shortNanos) {
            longNanos *= 0.95; // it has become quicker, or was very slow: no need to wait for hundreds of samples
        }
    }

    /** A call failed. */
    public void failed() {
        move(estimate * FAILURE_FACTOR);
    }

    private void move(double to) {
        estimate = Math.max(min, Math.min(max, to));
        limit = (int) estimate;
    }

    /** Calls at a time. */
    public int limit() {
        return limit;
    }
}
