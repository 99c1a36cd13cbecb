// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

/**
 * Calls that ended in some time, and those of them that failed.
 *
 * <p><b>Immutable.</b>
 *
 * @param ended calls that ended, the failed ones among them
 * @param failed calls that failed
 */
public record Tally(long ended, long failed) {
    /** The part that succeeded, 0 to 1; 1 when none ended. */
    public double successRate() {
        return ended <= 0 ? 1 : Math.max(0, 1 - (double) failed / ended);
    }
}
