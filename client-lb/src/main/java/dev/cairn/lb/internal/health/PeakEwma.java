// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import java.util.concurrent.TimeUnit;

/**
 * A latency that jumps up at once and comes down slowly. <b>Confined to</b> its owner.
 *
 * <p>An answer that took longer than the estimate becomes the estimate; a faster one pulls it down, the more the longer the last answer
 * is ago. The estimate itself fades to 1/e in ten seconds, so that what is known of an endpoint that is no longer called loses its
 * weight (peak EWMA, as in Finagle and Linkerd).
 *
 * <p>All estimates fade by the same factor, so their order changes only with an answer. {@link #log()} uses that: it leaves out the
 * factor, which makes it comparable without a look at the clock (forward decay; Cormode et al., Forward Decay: A Practical Time Decay
 * Model for Streaming Systems, 2009).
 */
final class PeakEwma {
    /** What is assumed of an endpoint when nothing is known of any. */
    static final long SEED_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private static final double DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private double nanos;
    private long stampNanos;
    private boolean known;
    private boolean expired;

    PeakEwma(double seedNanos, long nowNanos) {
        nanos = seedNanos;
        stampNanos = nowNanos;
    }

    /** An answer came after so long. */
    void answered(long latencyNanos, long nowNanos) {
        long latency = Math.max(latencyNanos, 1);
        double weight = weight(nowNanos);
        double decayed = nanos * weight;
        nanos = !known || expired || latency >= decayed ? latency : decayed + latency * (1 - weight);
        known = true;
        expired = false;
        stampNanos = Math.max(stampNanos, nowNanos);
    }

    /** For so long there was no answer; it says nothing when that is less than the estimate. */
    void unanswered(long elapsedNanos, long nowNanos) {
        if (elapsedNanos > at(nowNanos)) {
            nanos = elapsedNanos;
            known = true;
            expired = false;
            stampNanos = Math.max(stampNanos, nowNanos);
        }
    }

    /** The next answer takes the place of all before. */
    void expire() {
        expired = true;
    }

    /** Whether anything has been observed. */
    boolean isKnown() {
        return known;
    }

    /** The estimate as it has faded until now, in nanoseconds. */
    double at(long nowNanos) {
        return nanos * weight(nowNanos);
    }

    /** The natural logarithm of the estimate, but for a term that is the same for all estimates at any one moment. */
    double log() {
        return Math.log(nanos) + stampNanos / DECAY_NANOS;
    }

    private double weight(long nowNanos) {
        return nowNanos <= stampNanos ? 1 : Math.exp((stampNanos - nowNanos) / DECAY_NANOS);
    }
}
