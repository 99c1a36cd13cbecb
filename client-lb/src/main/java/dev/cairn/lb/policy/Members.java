// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.EndpointOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Candidates in an {@linkplain EndpointOrder order} that all clients agree on.
 *
 * <p><b>Immutable.</b>
 */
final class Members {
    private final EndpointOrder order;
    private final Candidate[] candidates;

    Members(Candidate[] given) {
        order = new EndpointOrder(
                Arrays.stream(given).map(Candidate::endpoint).toList(),
                index -> given[index].address().getPort());
        candidates = IntStream.range(0, given.length)
                .mapToObj(member -> given[order.indexAt(member)])
                .toArray(Candidate[]::new);
    }

    int count() {
        return candidates.length;
    }

    Candidate candidate(int member) {
        return candidates[member];
    }

    /** The member's place among the candidates as they were given. */
    int indexOf(int member) {
        return order.indexAt(member);
    }

    /** The hash of each member's name. */
    long[] hashes() {
        return IntStream.range(0, candidates.length).mapToLong(order::hashAt).toArray();
    }

    /** The weight that discovery knows of each. */
    double[] weights() {
        return Arrays.stream(candidates)
                .mapToDouble(candidate -> candidate.endpoint().weight())
                .toArray();
    }
}
