// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

/**
 * Where knowledge comes from and how old it may be.
 *
 * <p><b>Immutable.</b>
 *
 * @param origin where it was read, for people
 * @param isLive whether the source is told of every change, so that age has no meaning
 * @param confirmedAtNanos when it was confirmed last, on the source's clock; meaningless while live
 * @param lastError why it couldn't be confirmed since, for people; empty when nothing is wrong
 */
public record Freshness(String origin, boolean isLive, long confirmedAtNanos, String lastError) {
    /** Told of every change. */
    public static Freshness live(String origin) {
        return new Freshness(origin, true, 0, "");
    }

    /** Confirmed at that time and not since. */
    public static Freshness confirmedAt(String origin, long nanos, String lastError) {
        return new Freshness(origin, false, nanos, lastError);
    }

    /** The same, with an error. */
    public Freshness with(String error) {
        return new Freshness(origin, isLive, confirmedAtNanos, error);
    }
}
