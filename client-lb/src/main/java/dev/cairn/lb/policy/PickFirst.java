// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.Hash64;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The first of a list that is shuffled by a seed and stays in that order when others come and go, so that calls stay at one endpoint for
 * as long as it takes them (gRPC's pick_first with a shuffled list, gRFC A62).
 */
final class PickFirst implements Picker {
    private final Candidate[] candidates;
    private final int[] order; // indices of candidates

    PickFirst(Candidate[] candidates, long seed) {
        this.candidates = candidates;
        order = IntStream.range(0, candidates.length)
                .boxed()
                .sorted(Comparator.comparingLong(index -> rank(candidates[index], seed)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Depends on nothing but the endpoint and the seed. */
    private static long rank(Candidate candidate, long seed) {
        return Hash64.mix(seed ^ candidate.address().hashCode() * 0x9e37_79b9_7f4a_7c15L);
    }

    @Override
    public int pick(PickContext context) {
        for (int index : order) {
            if (!context.excludes(candidates[index])) {
                return index;
            }
        }
        return order[0];
    }
}
