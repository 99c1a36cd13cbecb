// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PickFirstTest {
    private static final long SEED = 20261123;

    private final List<Candidate> candidates = FakeCandidate.list(10);

    private static Candidate first(Policy policy, List<Candidate> candidates, PickContext context) {
        return candidates.get(policy.newPicker(candidates).pick(context));
    }

    @Test
    void staysAtOneEndpointWhileOthersComeAndGo() {
        Policy policy = Policies.pickFirst(new Random(SEED));
        Candidate first = first(policy, candidates, PickContext.NONE);
        for (Candidate other : candidates) {
            if (other != first) {
                List<Candidate> fewer = new ArrayList<>(candidates);
                fewer.remove(other);
                assertThat(first(policy, fewer, PickContext.NONE))
                        .as("seed %s", SEED)
                        .isSameAs(first);
            }
        }
    }

    @Test
    void goesToTheSameNextOneWhenTheFirstIsExcludedOrGone() {
        Policy policy = Policies.pickFirst(new Random(SEED));
        Candidate first = first(policy, candidates, PickContext.NONE);
        Candidate next = first(policy, candidates, PickContext.excluding(List.of(first)));
        List<Candidate> without = new ArrayList<>(candidates);
        without.remove(first);
        assertThat(next).as("seed %s", SEED).isNotSameAs(first).isSameAs(first(policy, without, PickContext.NONE));
    }

    @Test
    void takesTheFirstWhenAllAreExcluded() {
        Policy policy = Policies.pickFirst(new Random(SEED));
        assertThat(first(policy, candidates, PickContext.excluding(candidates)))
                .isSameAs(first(policy, candidates, PickContext.NONE));
    }

    @Test
    void spreadsClientsOverTheEndpoints() {
        Random random = new Random(SEED);
        int[] counts = new int[10];
        for (int client = 0; client < 10_000; client++) {
            counts[Policies.pickFirst(random).newPicker(candidates).pick(PickContext.NONE)]++;
        }
        // the deviation of a count is 30
        for (int count : counts) {
            assertThat(count).as("seed %s", SEED).isBetween(850, 1_150);
        }
    }
}
