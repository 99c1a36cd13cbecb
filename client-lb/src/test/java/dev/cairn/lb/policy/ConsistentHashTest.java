// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsistentHashTest {
    private static final long SEED = 20261123;

    static Stream<Policy> policies() {
        return Stream.of(Policies.ringHash(), Policies.maglev(), Policies.rendezvous());
    }

    static Stream<Policy> unbounded() {
        return Stream.of(
                Policies.ringHash(Double.POSITIVE_INFINITY),
                Policies.maglev(Double.POSITIVE_INFINITY),
                Policies.rendezvous(Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sendAKeyToOneEndpointWhateverTheOrderOfTheList(Policy policy) {
        List<Candidate> candidates = FakeCandidate.list(40);
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(SEED));
        Picker one = policy.newPicker(candidates);
        Picker other = policy.newPicker(shuffled);
        for (int i = 0; i < 1_000; i++) {
            PickContext key = PickContext.ofKey("customer-" + i);
            assertThat(shuffled.get(other.pick(key))).isSameAs(candidates.get(one.pick(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void spreadCallsWithoutAKey(Policy policy) {
        int n = 10;
        Picker picker = policy.newPicker(FakeCandidate.list(n));
        int[] counts = new int[n];
        for (int i = 0; i < 10_000; i++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        assertThat(counts)
                .as(Arrays.toString(counts))
                .satisfies(all -> assertThat(IntStream.of(all)).allMatch(count -> count > 500 && count < 1_500));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sendARetryToTheNextEndpointOfTheKeyAndNowhereTwice(Policy policy) {
        int n = 6;
        List<Candidate> candidates = FakeCandidate.list(n);
        Picker picker = policy.newPicker(candidates);
        Picker ofAnotherClient = policy.newPicker(candidates);
        int[] second = new int[n];
        for (int i = 0; i < 600; i++) {
            PickContext key = PickContext.ofKey(i);
            List<Candidate> tried = new ArrayList<>();
            for (int attempt = 0; attempt < n; attempt++) {
                int picked = picker.pick(key.without(tried));
                assertThat(ofAnotherClient.pick(key.without(tried))).isEqualTo(picked);
                assertThat(tried).doesNotContain(candidates.get(picked));
                tried.add(candidates.get(picked));
                if (attempt == 1 && tried.get(0) == candidates.get(0)) {
                    second[picked]++;
                }
            }
            assertThat(picker.pick(key.without(tried))).isBetween(0, n - 1);
        }
        // what the first can't take doesn't fall on one neighbour alone
        assertThat(IntStream.of(second).filter(count -> count > 0).count()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void neverExceedTheCapacityOfAnEndpoint(Policy policy) {
        Random random = new Random(SEED);
        int[] weights = random.ints(20, 1, 5).toArray();
        double sum = IntStream.of(weights).sum();
        Candidate[] candidates = FakeCandidate.weighing(weights);
        Picker picker = policy.newPicker(List.of(candidates));
        List<FakeCandidate> running = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            while (!running.isEmpty() && random.nextInt(300) < running.size()) {
                running.remove(random.nextInt(running.size())).inFlight--;
            }
            // a third of the calls have the same hot key, a third one of ten, and the others none
            int draw = random.nextInt(30);
            PickContext context = draw < 20 ? PickContext.ofKey(Math.max(0, draw - 10)) : PickContext.NONE;
            int picked = picker.pick(context);
            FakeCandidate candidate = (FakeCandidate) candidates[picked];
            candidate.inFlight++;
            running.add(candidate);
            assertThat(candidate.inFlight).as("seed %s, call %s", SEED, i).isLessThanOrEqualTo((int)
                    Math.ceil(1.25 * running.size() * weights[picked] / sum));
        }
        assertThat(running.size()).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void hashAsWithoutABoundWhileNobodyIsFull(Policy unbounded) {
        Policy bounded = policies()
                .filter(policy -> policy.name().equals(unbounded.name()))
                .findFirst()
                .orElseThrow();
        List<Candidate> candidates = FakeCandidate.list(30);
        candidates.forEach(candidate -> ((FakeCandidate) candidate).inFlight = 8);
        Picker one = bounded.newPicker(candidates);
        Picker other = unbounded.newPicker(candidates);
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.pick(PickContext.ofKey(i))).isEqualTo(other.pick(PickContext.ofKey(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void leaveAHotKeyWhereItIsWhenThereIsNoBound(Policy policy) {
        List<Candidate> candidates = FakeCandidate.list(5);
        Picker picker = policy.newPicker(candidates);
        PickContext key = PickContext.ofKey("hot");
        int first = picker.pick(key);
        ((FakeCandidate) candidates.get(first)).inFlight = 10_000;
        assertThat(picker.pick(key)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void passAHotKeyOnInSetsTooLargeToBeCountedAtEachPick(Policy policy) {
        List<Candidate> candidates = FakeCandidate.list(1_000);
        Picker picker = policy.newPicker(candidates);
        PickContext key = PickContext.ofKey("hot");
        int first = picker.pick(key);
        ((FakeCandidate) candidates.get(first)).inFlight = 3;
        assertThat(picker.pick(key)).isNotEqualTo(first);
    }

    @Test
    void keepsTheKeysOfAPodWithAHostNameWhenItsAddressChanges() {
        List<Candidate> before =
                List.of(FakeCandidate.named("db-0", 1), FakeCandidate.named("db-1", 2), FakeCandidate.named("db-2", 3));
        List<Candidate> after = List.of(
                FakeCandidate.named("db-0", 1), FakeCandidate.named("db-1", 77), FakeCandidate.named("db-2", 3));
        Picker one = Policies.maglev().newPicker(before);
        Picker other = Policies.maglev().newPicker(after);
        for (int i = 0; i < 1_000; i++) {
            assertThat(other.pick(PickContext.ofKey(i))).isEqualTo(one.pick(PickContext.ofKey(i)));
        }
    }

    @Test
    void tellsPodsWithOneHostNameApartByTheirAddresses() {
        List<Candidate> same = List.of(FakeCandidate.named("web", 1), FakeCandidate.named("web", 2));
        Picker picker = Policies.rendezvous().newPicker(same);
        assertThat(IntStream.range(0, 100)
                        .map(i -> picker.pick(PickContext.ofKey(i)))
                        .distinct())
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void refusesALoadFactorBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.maglev(0.99))
                .withMessage("loadFactor must be 1 or more, was 0.99");
        assertThatIllegalArgumentException().isThrownBy(() -> Policies.maglev(Double.NaN));
    }
}
