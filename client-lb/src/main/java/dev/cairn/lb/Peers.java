// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.health.Tally;
import java.util.Arrays;

/**
 * How the other endpoints of a service do, for comparison with one of them.
 *
 * <p>A look at no more than 64 of them, beginning anywhere: enough for a share and a median, and of bounded cost however large the
 * service is.
 *
 * <p><b>Immutable.</b>
 *
 * @param count how many were looked at
 * @param well how many of them are well: their last call succeeded, and most of the calls before
 * @param compared how many of them had enough calls in the time asked for to have a success rate
 * @param medianSuccessRate the median of those rates, 0 to 1
 */
record Peers(int count, int well, int compared, double medianSuccessRate) {
    private static final int MAX_PEERS = 64;
    private static final double WELL = 0.8;
    private static final int ENOUGH_CALLS = 5;
    private static final double LEAST_MARGIN = 0.2;
    private static final double MARGIN_DEVIATIONS = 3;

    /** The peers of one, beginning with the {@code start}-th of all, and how they did in the last {@code seconds}. */
    static Peers of(TrackedEndpoint one, TrackedEndpoint[] all, int start, int seconds) {
        double[] rates = new double[Math.min(all.length, MAX_PEERS)];
        int count = 0;
        int well = 0;
        int compared = 0;
        for (int i = 0; i < all.length && count < rates.length; i++) {
            TrackedEndpoint peer = all[(start + i) % all.length];
            if (peer == one || peer.conduct().isEjected()) {
                continue;
            }
            count++;
            well += peer.conduct().failuresInRow() == 0 && peer.conduct().successEwma() >= WELL ? 1 : 0;
            Tally lately = peer.conduct().lately(seconds);
            if (lately.ended() >= ENOUGH_CALLS) {
                rates[compared++] = lately.successRate();
            }
        }
        Arrays.sort(rates, 0, compared);
        return new Peers(count, well, compared, compared == 0 ? 0 : rates[compared / 2]);
    }

    /** Whether most of them are well; false when there is none. */
    boolean areWell() {
        return well * 2 > count;
    }

    /** Whether a success rate of so many calls is below theirs by more than chance explains. */
    boolean areBetterThan(Tally own) {
        double rate = medianSuccessRate;
        double deviation = Math.sqrt(rate * (1 - rate) / own.ended());
        return compared > 0 && own.successRate() < rate - Math.max(LEAST_MARGIN, MARGIN_DEVIATIONS * deviation);
    }
}
