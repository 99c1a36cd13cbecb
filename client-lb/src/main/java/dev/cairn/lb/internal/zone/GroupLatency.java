// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import java.util.concurrent.TimeUnit;

/**
 * What answers of a group of endpoints take lately. <b>Confined to</b> its owner.
 *
 * <p>The mean of all answers, of twenty at least: unlike the estimates that endpoints are picked by, it doesn't rise with the number of
 * calls alone, and groups with many and few can be compared.
 */
public final class GroupLatency {
    private static final long ENOUGH = 20;
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long countBefore;
    private long nanosBefore;
    private long seenAtNanos;
    private double logMean = Double.NaN;

    /** The group has other endpoints from now on, with these totals. */
    public void restart(long count, long nanos) {
        countBefore = count;
        nanosBefore = nanos;
    }

    /**
     * The natural logarithm of the mean now; NaN when there were too few answers for ten seconds.
     *
     * @param count how many answers there ever were
     * @param nanos what they took together
     */
    public double logMean(long count, long nanos, long nowNanos) {
        if (count - countBefore >= ENOUGH) {
            logMean = Math.log(Math.max(1, (double) (nanos - nanosBefore) / (count - countBefore)));
            seenAtNanos = nowNanos;
            restart(count, nanos);
        } else if (nowNanos - seenAtNanos > KNOWN_NANOS) {
            logMean = Double.NaN;
        }
        return logMean;
    }
}
