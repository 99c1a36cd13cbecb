// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

/**
 * Says which member is responsible for a hash. <b>Immutable.</b>
 *
 * <p>Made of the members' own hashes and weights, in the order in which {@link #memberOf} numbers them. Each gets its share of all hashes by
 * weight; when a member comes or goes, few hashes go from one of the others to another one.
 */
public interface Placement {
    /** The number of the member, always the same for the same hash. */
    int memberOf(long hash);

    /** Makes a placement. */
    @FunctionalInterface
    interface Kind {
        /**
         * A placement over these members.
         *
         * @param members a hash for each, which stays while others come and go; at least one
         * @param weights for each, positive; only their ratios count
         */
        Placement of(long[] members, double[] weights);
    }
}
