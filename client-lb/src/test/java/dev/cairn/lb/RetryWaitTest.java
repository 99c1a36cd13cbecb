// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How long a call waits before its next attempt. */
class RetryWaitTest {
    private static final int ROUNDS = 500;

    /** Milliseconds from the first attempt to the second of so many calls whose first attempt ends like this; none when there is no second. */
    private static List<Long> waits(RetryPolicy policy, CallOptions options, Outcome first) {
        VirtualCalls calls = new VirtualCalls(7, 3, policy);
        List<Long> waits = new ArrayList<>();
        Classifier<Integer> classifier = new Classifier<>() {
            @Override
            public Outcome ofResult(Integer attempt) {
                return attempt == 1 ? first : Outcome.success();
            }
        };
        for (int i = 0; i < ROUNDS; i++) {
            long begin = calls.time.nanos();
            CompletableFuture<Integer> call = calls.call(options, classifier, attempt -> {
                if (attempt.number() == 2) {
                    waits.add((calls.time.nanos() - begin) / 1_000_000);
                }
                return CompletableFuture.completedFuture(attempt.number());
            });
            calls.runFor(Duration.ofMinutes(10));
            assertThat(call).isCompleted();
        }
        return waits;
    }

    private static LongStream of(List<Long> waits) {
        return waits.stream().mapToLong(Long::longValue);
    }

    private static CallOptions idempotent(Duration timeout) {
        return CallOptions.builder().idempotent(true).timeout(timeout).build();
    }

    @Test
    void fullJitterSpreadsTheFirstRetryFromNothingToTheFirstBackoff() {
        List<Long> waits = waits(RetryPolicy.standard(), CallOptions.idempotent(), Outcome.failure());
        assertThat(waits).hasSize(ROUNDS).allMatch(wait -> wait <= 25);
        assertThat(of(waits).min().orElseThrow()).isLessThanOrEqualTo(1);
        assertThat(of(waits).max().orElseThrow()).isGreaterThanOrEqualTo(24);
        assertThat(of(waits).average().orElseThrow()).isBetween(11.0, 14.0);
    }

    @Test
    void whatAnEndpointAsksForIsWaitedForAndUpToHalfAsMuchMore() {
        List<Long> waits =
                waits(RetryPolicy.standard(), CallOptions.idempotent(), Outcome.overload(Duration.ofMillis(800)));
        assertThat(waits).hasSize(ROUNDS).allMatch(wait -> wait >= 800 && wait <= 1_200);
        assertThat(of(waits).max().orElseThrow()).isGreaterThan(1_150);
    }

    @Test
    void aCallWithoutTimeoutWaitsNoLongerThanThePolicyAllows() {
        Outcome busy = Outcome.overload(Duration.ofSeconds(30));
        assertThat(waits(RetryPolicy.standard(), CallOptions.idempotent(), busy))
                .isEmpty();
        RetryPolicy patient =
                RetryPolicy.builder().maxRetryAfter(Duration.ofSeconds(30)).build();
        assertThat(waits(patient, CallOptions.idempotent(), busy)).hasSize(ROUNDS);
    }

    @Test
    void aCallWithATimeoutWaitsAsLongAsThatAllows() {
        List<Long> waits = waits(
                RetryPolicy.standard(), idempotent(Duration.ofSeconds(60)), Outcome.overload(Duration.ofSeconds(50)));
        assertThat(waits).hasSize(ROUNDS).allMatch(wait -> wait >= 50_000 && wait < 60_000);
        assertThat(waits(
                        RetryPolicy.standard(),
                        idempotent(Duration.ofSeconds(60)),
                        Outcome.overload(Duration.ofSeconds(60))))
                .isEmpty();
    }

    @Test
    void nobodyIsWaitedForLongerThanFiveMinutesAndTheJitter() {
        List<Long> waits =
                waits(RetryPolicy.standard(), idempotent(Duration.ofDays(10)), Outcome.overload(Duration.ofDays(1)));
        assertThat(waits).hasSize(ROUNDS).allMatch(wait -> wait >= 300_000 && wait <= 450_000);
    }
}
