// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p2c-peak-ewma",
                "p2c-least-request",
                "round-robin",
                "weighted-round-robin",
                "random",
                "pick-first"
            })
    void areFoundByName(String name) {
        assertThat(Policies.byName(name).name()).isEqualTo(name);
    }

    @Test
    void oneThatIsNotThereIsAnErrorThatListsThem() {
        assertThatThrownBy(() -> Policies.byName("p2c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "policy must be one of p2c-peak-ewma, p2c-least-request, round-robin, weighted-round-robin, "
                                + "random, pick-first, was p2c");
    }

    private static final long SEED = 20261123;

    static Stream<Policy> all() {
        return Stream.of(
                Policies.peakEwma(new Random(SEED)),
                Policies.leastRequest(new Random(SEED)),
                Policies.roundRobin(new Random(SEED)),
                Policies.weightedRoundRobin(new Random(SEED)),
                Policies.random(new Random(SEED)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void spreadIdleEndpointsEvenly(Policy policy) {
        int n = 11;
        int perEndpoint = 10_000;
        // binomial: the standard deviation of one count is below 100, so 5 of them is a chance of about one in a
        // million
        assertThat(IntStream.of(shares(policy, FakeCandidate.list(n), n * perEndpoint)))
                .as("seed %s", SEED)
                .allSatisfy(count -> assertThat(count).isBetween(perEndpoint - 500, perEndpoint + 500));
    }

    @ParameterizedTest
    @MethodSource("all")
    void takeTheOnlyEndpointEvenWhenItIsExcluded(Policy policy) {
        List<Candidate> one = FakeCandidate.list(1);
        assertThat(policy.newPicker(one).pick(PickContext.excluding(one))).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void neverTakeAnExcludedEndpointWhileThereIsAnother(Policy policy) {
        List<Candidate> candidates = FakeCandidate.list(5);
        Picker picker = policy.newPicker(candidates);
        for (int kept = 0; kept < 5; kept++) {
            Set<Candidate> excluded = new HashSet<>(candidates);
            excluded.remove(candidates.get(kept));
            PickContext context = PickContext.excluding(excluded);
            for (int i = 0; i < 200; i++) {
                assertThat(picker.pick(context)).isEqualTo(kept);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void spreadWhatAnExcludedEndpointLeavesOverAllOthers(Policy policy) {
        int n = 10;
        List<Candidate> candidates = FakeCandidate.list(n);
        Picker picker = policy.newPicker(candidates);
        PickContext context = PickContext.excluding(List.of(candidates.get(3)));
        int[] counts = new int[n];
        // a call that hits endpoint 3 is repeated elsewhere, as a retry does
        for (int i = 0; i < 100_000; i++) {
            int first = picker.pick(PickContext.NONE);
            counts[first == 3 ? picker.pick(context) : first]++;
        }
        assertThat(IntStream.range(0, n).filter(i -> i != 3).map(i -> counts[i]))
                .as("seed %s, %s", SEED, Arrays.toString(counts))
                .allSatisfy(count -> assertThat(count).isBetween(10_500, 11_750));
    }

    @Test
    void roundRobinVisitsAllInOrder() {
        Picker picker = Policies.roundRobin(scripted(0L)).newPicker(FakeCandidate.list(3));
        assertThat(IntStream.range(0, 7).map(i -> picker.pick(PickContext.NONE)).toArray())
                .containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void weightedRoundRobinFollowsTheWeights() {
        List<Candidate> candidates = List.of(FakeCandidate.weighing(300, 100, 200));
        int[] counts = shares(Policies.weightedRoundRobin(new Random(SEED)), candidates, 6_000);
        assertThat(counts).containsExactly(3_000, 1_000, 2_000);
    }

    @Test
    void leastRequestTakesTheLessBusyOfItsTwoSamples() {
        List<Candidate> candidates = FakeCandidate.list(4);
        ((FakeCandidate) candidates.get(1)).inFlight = 2;
        ((FakeCandidate) candidates.get(3)).inFlight = 1;
        assertThat(leastRequest(candidates, bits(1, 4, 2, 3))).isEqualTo(3);
        assertThat(leastRequest(candidates, bits(3, 4, 1, 3))).isEqualTo(3);
        assertThat(leastRequest(candidates, bits(1, 4, 0, 3))).isEqualTo(0);
    }

    @Test
    void leastRequestGivesATieToItsFirstSample() {
        assertThat(leastRequest(FakeCandidate.list(4), bits(2, 4, 0, 3))).isEqualTo(2);
    }

    @Test
    void leastRequestNeverSamplesOneEndpointTwice() {
        List<Candidate> candidates = FakeCandidate.list(2);
        ((FakeCandidate) candidates.get(0)).inFlight = 9;
        Picker picker = Policies.leastRequest(new Random(SEED)).newPicker(candidates);
        for (int i = 0; i < 1_000; i++) {
            assertThat(picker.pick(PickContext.NONE)).as("seed %s", SEED).isEqualTo(1);
        }
    }

    @Test
    void leastRequestGivesNoEndpointMoreThanTwoNthsOfThePicks() {
        int n = 10;
        List<Candidate> candidates = FakeCandidate.list(n);
        candidates.forEach(candidate -> ((FakeCandidate) candidate).inFlight = 5);
        ((FakeCandidate) candidates.get(7)).inFlight = 0;
        int picks = 100_000;
        int[] counts = shares(Policies.leastRequest(new Random(SEED)), candidates, picks);
        // a black hole that is always idle wins whenever it is sampled: 2/n, here 20,000 with a deviation of 127
        assertThat(counts[7]).as("seed %s", SEED).isBetween(19_300, 20_700);
    }

    private static int leastRequest(List<Candidate> candidates, long bits) {
        return Policies.leastRequest(scripted(bits)).newPicker(candidates).pick(PickContext.NONE);
    }

    /** The random number of which the high half selects {@code high} of {@code highBound} and the low half {@code low}. */
    private static long bits(int high, int highBound, int low, int lowBound) {
        long highHalf = ((long) high << 32) / highBound + 1;
        long lowHalf = ((long) low << 32) / lowBound + 1;
        return highHalf << 32 | lowHalf;
    }

    private static RandomGenerator scripted(long... values) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                return values[next++];
            }
        };
    }

    private static int[] shares(Policy policy, List<Candidate> candidates, int picks) {
        Picker picker = policy.newPicker(candidates);
        int[] counts = new int[candidates.size()];
        for (int i = 0; i < picks; i++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        return counts;
    }
}
