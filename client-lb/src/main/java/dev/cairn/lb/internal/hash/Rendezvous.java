// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

/**
 * Rendezvous hashing: each member draws a number from its own hash and the one in question, and the highest wins (Thaler and
 * Ravishankar, Using Name-Based Mappings to Increase Hit Rates, 1998); by weight, −weight ÷ ln u is compared (Schindelhauer and
 * Schomaker, Weighted Distributed Hash Tables, 2005). <b>Immutable.</b>
 *
 * <p>Shares are exact, and only the hashes of the member that comes or goes move. Costs a few nanoseconds for each member, so it is for some dozens
 * of them; a logarithm more for each when weights differ.
 */
public final class Rendezvous implements Placement {
    private final long[] members;
    private final double[] weights; // empty when all are equal

    /** As {@link Placement.Kind#of}. */
    public Rendezvous(long[] members, double[] weights) {
        this.members = members.clone();
        this.weights = areEqual(weights) ? new double[0] : weights.clone();
    }

    private static boolean areEqual(double[] weights) {
        for (double weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    /** What a member draws for a hash; the greatest one wins among members of equal weight. */
    public static long draw(long member, long hash) {
        return Hash64.mix(member ^ hash);
    }

    @Override
    public int memberOf(long hash) {
        return weights.length == 0 ? highest(hash) : highestByWeight(hash);
    }

    private int highest(long hash) {
        int best = 0;
        long bestDraw = draw(members[0], hash);
        for (int member = 1; member < members.length; member++) {
            long draw = draw(members[member], hash);
            if (draw > bestDraw) {
                best = member;
                bestDraw = draw;
            }
        }
        return best;
    }

    private int highestByWeight(long hash) {
        int best = 0;
        double leastDelay = Double.POSITIVE_INFINITY;
        for (int member = 0; member < members.length; member++) {
            double delay = -Math.log(Hash64.unit(draw(members[member], hash))) / weights[member];
            if (delay < leastDelay) {
                best = member;
                leastDelay = delay;
            }
        }
        return best;
    }
}
