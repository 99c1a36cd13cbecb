// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many calls ended, and how many of them failed, in the last seconds. <b>Confined to</b> its owner.
 *
 * <p>It keeps what the totals were when each of the last ten seconds began and subtracts, so a call costs it nothing: totals are counted
 * anyway. A window is exact, not weighted by time, since an average would hide a short burst; it begins with a second and is thus up to
 * one second shorter than its name.
 */
final class OutcomeWindow {
    /** The longest window. */
    static final int SECONDS = 10;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long[] endedBefore = new long[SECONDS];
    private final long[] failedBefore = new long[SECONDS];
    private long second;

    OutcomeWindow(long nowNanos) {
        second = nowNanos / SECOND_NANOS;
    }

    /** Takes note of the totals when a new second has begun; told before an outcome is counted. */
    void advance(long nowNanos, long ended, long failed) {
        long now = nowNanos / SECOND_NANOS;
        for (long next = Math.max(second + 1, now - SECONDS + 1); next <= now; next++) {
            int slot = (int) (next % SECONDS);
            endedBefore[slot] = ended;
            failedBefore[slot] = failed;
        }
        second = Math.max(second, now);
    }

    /** Forgets what was before. */
    void restart(long ended, long failed) {
        Arrays.fill(endedBefore, ended);
        Arrays.fill(failedBefore, failed);
    }

    /** Calls that ended in the last {@code seconds}, 1 to 10, given the total now. */
    long ended(int seconds, long ended) {
        return ended - endedBefore[slot(seconds)];
    }

    /** Calls that failed in the last {@code seconds}, 1 to 10, given the total now. */
    long failed(int seconds, long failed) {
        return failed - failedBefore[slot(seconds)];
    }

    private int slot(int seconds) {
        return (int) Math.floorMod(second - seconds + 1, (long) SECONDS);
    }
}
