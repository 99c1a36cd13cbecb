// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What calls that fail add to the load, in outages of random length and calls of random rate (Gateway API GEP-3388). */
class RetryAmplificationTest {
    private static final int WINDOW_SECONDS = 10;
    private static final int SECONDS = 60;

    @Test
    void retriesStayWithinTheirBudgetInEachTenSecondsOfAnyOutage() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            double ratio = random.nextInt(4) / 10.0;
            int minPerSecond = random.nextInt(20);
            RetryPolicy policy = RetryPolicy.builder()
                    .maxAttempts(2 + random.nextInt(4))
                    .budget(ratio, minPerSecond)
                    .backoff(Duration.ZERO, Duration.ZERO)
                    .build();
            int[] begun = new int[SECONDS + 10];
            int[] repeated = new int[SECONDS + 10];
            run(seed, policy, begun, repeated);
            for (int last = 0; last < SECONDS; last++) {
                if (repeated[last] > 0) {
                    int from = Math.max(0, last + 1 - WINDOW_SECONDS);
                    double allowed = ratio * sum(begun, from, last + 1) + minPerSecond * WINDOW_SECONDS;
                    assertThat((double) sum(repeated, from, last + 1))
                            .as("seed %s, seconds %s to %s", seed, from, last)
                            .isLessThanOrEqualTo(allowed + 1e-6);
                }
            }
            double amplification =
                    (sum(begun, 0, SECONDS) + sum(repeated, 0, begun.length)) / (double) sum(begun, 0, SECONDS);
            double minimum = minPerSecond * SECONDS / (double) sum(begun, 0, SECONDS);
            assertThat(amplification).as("seed %s", seed).isLessThanOrEqualTo(1 + ratio + minimum + 1e-6);
        }
    }

    @Test
    void aLongOutageGetsAllOfTheBudget() {
        int[] begun = new int[SECONDS + 10];
        int[] repeated = new int[SECONDS + 10];
        RetryPolicy policy = RetryPolicy.builder().budget(0.2, 0).build();
        run(99, policy, begun, repeated);
        assertThat(sum(repeated, 0, begun.length) / (double) sum(begun, 0, SECONDS))
                .isBetween(0.15, 0.2);
    }

    private static void run(long seed, RetryPolicy policy, int[] begun, int[] repeated) {
        VirtualCalls calls = new VirtualCalls(seed, 5, policy);
        Random random = new Random(seed);
        for (int second = 0; second < SECONDS; second++) {
            int rate = random.nextInt(200);
            for (int i = 0; i < rate; i++) {
                calls.time.after(second * 1_000_000_000L + random.nextInt(1_000_000_000), () -> {
                    begun[second(calls)]++;
                    var unused = calls.call(CallOptions.idempotent(), attempt -> {
                        repeated[second(calls)] += attempt.number() > 1 ? 1 : 0;
                        return CompletableFuture.failedFuture(new IOException("outage"));
                    });
                });
            }
        }
        calls.runFor(Duration.ofSeconds(SECONDS + 5));
    }

    private static int second(VirtualCalls calls) {
        return (int) (calls.time.nanos() / 1_000_000_000L);
    }

    private static int sum(int[] counts, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
