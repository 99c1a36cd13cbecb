// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadWeightedTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<Candidate> candidates = FakeCandidate.list(3);
    private long nowNanos = 1;
    private final Policy policy = new LoadWeighted(LoadWeighting.standard(), () -> nowNanos, new Random(20261123));

    private static LoadReport report(double load, double requestsPerSecond) {
        return LoadReport.builder()
                .cpuUtilization(load)
                .requestsPerSecond(requestsPerSecond)
                .build();
    }

    /** All report each second: 0.5 at 100, 100 and 200 requests a second. */
    private void reports(Picker picker, int seconds, int reporting) {
        for (int second = 0; second < seconds; second++) {
            nowNanos += SECOND;
            for (int i = 0; i < reporting; i++) {
                picker.reported(candidates.get(i), report(0.5, i == 2 ? 200 : 100));
            }
        }
    }

    private static int[] shares(Picker picker) {
        int[] counts = new int[3];
        for (int i = 0; i < 4_000; i++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        return counts;
    }

    @Test
    void goesByTurnsUntilTheBlackoutIsOver() {
        Picker picker = policy.newPicker(candidates);
        reports(picker, 10, 3);
        assertThat(IntStream.of(shares(picker))).allMatch(count -> Math.abs(count - 1_333) <= 1);
        reports(picker, 1, 3);
        assertThat(shares(picker)[2]).isBetween(1_950, 2_050);
    }

    @Test
    void goesByTurnsWhileOnlyOneReports() {
        Picker picker = policy.newPicker(candidates);
        reports(picker, 60, 1);
        assertThat(IntStream.of(shares(picker))).allMatch(count -> Math.abs(count - 1_333) <= 1);
    }

    @Test
    void forgetsWeightsWhenNobodyReportsAnyLonger() {
        Picker picker = policy.newPicker(candidates);
        reports(picker, 12, 3);
        nowNanos += 179 * SECOND;
        assertThat(shares(picker)[2]).isGreaterThan(1_900);
        nowNanos += 2 * SECOND;
        shares(picker);
        assertThat(IntStream.of(shares(picker))).allMatch(count -> Math.abs(count - 1_333) <= 1);
    }

    @Test
    void keepsWhatItKnowsWhenTheSetChanges() {
        reports(policy.newPicker(candidates), 12, 3);
        Picker next = policy.newPicker(List.of(candidates.get(0), candidates.get(2)));
        int[] counts = shares(next);
        assertThat(counts[1] / (double) counts[0]).as(Arrays.toString(counts)).isBetween(1.9, 2.1);
    }

    @Test
    void findsWeightsWhileTheSetChangesAllTheTime() {
        Picker picker = policy.newPicker(candidates);
        for (int i = 0; i < 60; i++) {
            nowNanos += SECOND / 5;
            for (int c = 0; c < 3; c++) {
                picker.reported(candidates.get(c), report(0.5, c == 2 ? 200 : 100));
            }
            picker = policy.newPicker(candidates);
        }
        assertThat(shares(picker)[2]).isBetween(1_950, 2_050);
    }

    @Test
    void changesWeightsOnceInTheUpdatePeriodOnly() {
        Picker picker = policy.newPicker(candidates);
        reports(picker, 11, 3);
        nowNanos += SECOND / 2;
        picker.reported(candidates.get(2), report(1, 100));
        assertThat(shares(picker)[2]).isBetween(1_950, 2_050);
        nowNanos += SECOND / 2;
        picker.reported(candidates.get(2), report(1, 100));
        assertThat(shares(picker)[2]).isLessThan(1_950);
    }

    @Test
    void takesNoExcludedEndpointWhileThereIsAnother() {
        Picker picker = policy.newPicker(candidates);
        reports(picker, 12, 3);
        PickContext context = PickContext.excluding(candidates.subList(1, 3));
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick(context)).isZero();
        }
        assertThat(picker.pick(PickContext.excluding(candidates))).isBetween(0, 2);
    }

    @Test
    void saysNothingOfALoadOfZeroOrOfAStranger() {
        Picker picker = policy.newPicker(candidates);
        for (int second = 0; second < 20; second++) {
            nowNanos += SECOND;
            picker.reported(candidates.get(0), report(0, 100));
            picker.reported(candidates.get(1), report(0, 50));
            picker.reported(FakeCandidate.named("stranger", 9), report(0.9, 50));
        }
        assertThat(IntStream.of(shares(picker))).allMatch(count -> Math.abs(count - 1_333) <= 1);
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadWeighting.builder()
                        .updatePeriod(Duration.ofMillis(99))
                        .build())
                .withMessage("updatePeriod must be 100 ms or more, was PT0.099S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadWeighting.builder()
                        .blackoutPeriod(Duration.ofSeconds(-1))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LoadWeighting.builder().expirationPeriod(Duration.ZERO).build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LoadWeighting.builder().errorPenalty(Double.NaN).build());
    }
}
