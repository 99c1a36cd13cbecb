// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SEED = 20261123;

    private static int[] counts(int[] schedule, int n) {
        int[] counts = new int[n];
        IntStream.of(schedule).forEach(index -> counts[index]++);
        return counts;
    }

    @Test
    void isAsShortAsTheWeightsAllow() {
        assertThat(Schedule.byWeight(FakeCandidate.weighing(7, 7, 7))).containsExactly(0, 1, 2);
        assertThat(Schedule.byWeight(FakeCandidate.weighing(65_535))).containsExactly(0);
    }

    @Test
    void spacesTurnsInsteadOfBunchingThem() {
        assertThat(Schedule.byWeight(FakeCandidate.weighing(5, 1, 1))).containsExactly(0, 0, 0, 1, 2, 0, 0);
        assertThat(Schedule.byWeight(FakeCandidate.weighing(2, 1))).containsExactly(0, 1, 0);
    }

    @Test
    void neverGetsMoreThanATurnAheadOrBehind() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(8);
            int[] weights = random.ints(n, 1, 50).toArray();
            int[] schedule = Schedule.byWeight(FakeCandidate.weighing(weights));
            int sum = IntStream.of(weights).sum();
            int[] had = new int[n];
            for (int i = 0; i < schedule.length; i++) {
                had[schedule[i]]++;
                int heaviest = IntStream.range(0, n)
                        .reduce((a, b) -> weights[a] >= weights[b] ? a : b)
                        .orElseThrow();
                double share = (double) weights[heaviest] / sum * (i + 1);
                assertThat((double) had[heaviest])
                        .as("seed %s, weights %s, turn %s", SEED, Arrays.toString(weights), i)
                        .isCloseTo(share, within(n / 2.0 + 1));
            }
        }
    }

    @Test
    void boundsItsLengthAndLeavesNobodyOut() {
        int[] weights = IntStream.range(0, 1_000).map(i -> i == 0 ? 65_535 : 1).toArray();
        int[] schedule = Schedule.byWeight(FakeCandidate.weighing(weights));
        assertThat(schedule.length).isLessThanOrEqualTo(4_096 + 1_000);
        int[] counts = counts(schedule, weights.length);
        assertThat(counts).doesNotContain(0);
        assertThat(counts[0]).isGreaterThan(4_000);
    }

    @Test
    void keepsProportionsWhenItScalesThem() {
        int[] weights = {10_007, 20_011, 30_029};
        int[] counts = counts(Schedule.byWeight(FakeCandidate.weighing(weights)), 3);
        double sum = IntStream.of(counts).sum();
        for (int i = 0; i < 3; i++) {
            assertThat(counts[i] / sum).isCloseTo(weights[i] / 60_047.0, within(0.001));
        }
    }
}
