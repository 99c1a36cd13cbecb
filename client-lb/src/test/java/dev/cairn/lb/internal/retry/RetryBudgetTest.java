// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final AtomicLong nanos = new AtomicLong(123_456_789);

    private RetryBudget budget(double ratio, double minPerSecond) {
        return new RetryBudget(ratio, minPerSecond, nanos::get);
    }

    private void sleepSeconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static int granted(RetryBudget budget, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            if (budget.tryRetry()) {
                granted++;
            }
        }
        return granted;
    }

    @Test
    void grantsTheMinimumWithoutAnyCall() {
        assertThat(granted(budget(0.2, 10), 1_000)).isEqualTo(100);
    }

    @Test
    void grantsAShareOfTheCalls() {
        RetryBudget budget = budget(0.2, 0);
        assertThat(budget.tryRetry()).isFalse();
        for (int i = 0; i < 50; i++) {
            budget.onCall();
        }
        assertThat(granted(budget, 1_000)).isEqualTo(10);
    }

    @Test
    void forgetsCallsAndRetriesAfterTenSeconds() {
        RetryBudget budget = budget(0.2, 0);
        for (int i = 0; i < 50; i++) {
            budget.onCall();
        }
        assertThat(granted(budget, 5)).isEqualTo(5);
        sleepSeconds(9);
        assertThat(granted(budget, 1_000)).isEqualTo(5);
        sleepSeconds(1);
        assertThat(granted(budget, 1_000)).isZero();
        sleepSeconds(3_600);
        for (int i = 0; i < 5; i++) {
            budget.onCall();
        }
        assertThat(granted(budget, 1_000)).isEqualTo(1);
    }

    @Test
    void boundsTheAmplificationOfATotalOutage() {
        RetryBudget budget = budget(0.2, 1);
        int callsPerSecond = 500;
        int seconds = 60;
        int attempts = 0;
        for (int second = 0; second < seconds; second++) {
            for (int call = 0; call < callsPerSecond; call++) {
                budget.onCall();
                attempts++;
                for (int retry = 0; retry < 2 && budget.tryRetry(); retry++) {
                    attempts++;
                }
            }
            sleepSeconds(1);
        }
        double amplification = attempts / (double) (callsPerSecond * seconds);
        // 1 + ratio, the minimum (1/s of 500/s), and a first window in which earlier calls are missing
        assertThat(amplification).isBetween(1.15, 1.2 + 1.0 / callsPerSecond + 0.001);
    }
}
