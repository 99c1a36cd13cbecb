// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.EndpointNames;
import dev.cairn.lb.internal.hash.Hash64;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Candidates with {@linkplain EndpointNames names} that all clients agree on, in an order that does not depend on the one in which discovery lists them.
 *
 * <p><b>Immutable.</b>
 */
final class Members {
    private record Member(String name, long hash, int index) {}

    private final Candidate[] candidates;
    private final int[] indices;
    private final long[] hashes;

    Members(Candidate[] given) {
        EndpointNames names =
                new EndpointNames(Arrays.stream(given).map(Candidate::endpoint).toList());
        Member[] members = new Member[given.length];
        for (int index = 0; index < members.length; index++) {
            Candidate candidate = given[index];
            String name =
                    names.of(candidate.endpoint()) + ":" + candidate.address().getPort();
            members[index] = new Member(name, Hash64.of(name), index);
        }
        Arrays.sort(members, Comparator.comparingLong(Member::hash).thenComparing(Member::name));
        indices = Arrays.stream(members).mapToInt(Member::index).toArray();
        hashes = Arrays.stream(members).mapToLong(Member::hash).toArray();
        candidates = Arrays.stream(indices).mapToObj(index -> given[index]).toArray(Candidate[]::new);
    }

    int count() {
        return candidates.length;
    }

    Candidate candidate(int member) {
        return candidates[member];
    }

    /** The member's place among the candidates as they were given. */
    int indexOf(int member) {
        return indices[member];
    }

    /** The hash of each member's name. */
    long[] hashes() {
        return hashes;
    }

    /** The weight that discovery knows of each. */
    double[] weights() {
        return Arrays.stream(candidates)
                .mapToDouble(candidate -> candidate.endpoint().weight())
                .toArray();
    }
}
