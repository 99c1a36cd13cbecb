// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import java.util.concurrent.TimeUnit;

/**
 * What passes by itself and asks for caution until then: an endpoint refused a connection a moment ago, or it starts slowly. <b>Confined
 * to</b> the lock of its endpoint, but for the questions, which anybody may ask.
 */
public final class Caution {
    private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = 0;

    private volatile long refusedAtNanos = NEVER;
    private volatile long rampStartNanos = NEVER;
    private long rampNanos;

    /** A connection could not be made. */
    public void refused(long nowNanos) {
        refusedAtNanos = nowNanos;
    }

    /** A slow start begins, and lasts so long. */
    public void ramp(long nowNanos, long durationNanos) {
        rampNanos = durationNanos;
        rampStartNanos = nowNanos; // the volatile one last: who sees it sees both
    }

    /** Ends what has passed; true when nothing is left. */
    public boolean settle(long nowNanos) {
        if (!isRefusing(nowNanos)) {
            refusedAtNanos = NEVER;
        }
        if (rampProgress(nowNanos) >= 1) {
            rampStartNanos = NEVER;
        }
        return refusedAtNanos == NEVER && rampStartNanos == NEVER;
    }

    /** Whether a connection could not be made in the last second. */
    public boolean isRefusing(long nowNanos) {
        long since = refusedAtNanos;
        return since != NEVER && nowNanos - since < AVOIDED_NANOS;
    }

    /** How far the slow start has come, 0 to 1; 1 when there is none. */
    public double rampProgress(long nowNanos) {
        long since = rampStartNanos;
        if (since == NEVER) {
            return 1;
        }
        return Math.min(1, Math.max(0, (double) (nowNanos - since) / rampNanos));
    }
}
