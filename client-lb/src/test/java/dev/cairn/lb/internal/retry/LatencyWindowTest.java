// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
    private final AtomicLong nanos = new AtomicLong(987_654_321);

    private void sleepSeconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private void record(LatencyWindow window, int count, long millis) {
        for (int i = 0; i < count; i++) {
            window.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void isAtMostASixteenthAboveTheTrueQuantile() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            double quantile = 0.5 + random.nextDouble() / 2;
            LatencyWindow window = new LatencyWindow(quantile, nanos::get);
            List<Long> all = new ArrayList<>();
            int count = 20 + random.nextInt(2_000);
            for (int i = 0; i < count; i++) {
                long latency = (long) Math.exp(Math.log(2e3) + random.nextDouble() * Math.log(1e9));
                all.add(latency);
                window.record(latency);
            }
            sleepSeconds(3);
            Collections.sort(all);
            double truth = all.get((int) Math.ceil(quantile * count) - 1);
            assertThat(window.quantileNanos() / truth).as("seed %s", seed).isBetween(1.0, 1.5);
            if (truth > 50_000) { // far from the unit
                assertThat(window.quantileNanos() / truth).as("seed %s", seed).isBetween(1.0, 1.0 + 1.2 / 16);
            }
        }
    }

    @Test
    void bearsAnyLatency() {
        LatencyWindow window = new LatencyWindow(0.99, nanos::get);
        for (int i = 0; i < 30; i++) {
            window.record(Long.MAX_VALUE);
            window.record(-1);
            window.record(0);
        }
        sleepSeconds(3);
        assertThat(window.quantileNanos()).isGreaterThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void tellsNothingFromFewLatenciesNorBeforeASliceIsFull() {
        LatencyWindow window = new LatencyWindow(0.95, nanos::get);
        record(window, 19, 10);
        sleepSeconds(3);
        assertThat(window.quantileNanos()).isEqualTo(LatencyWindow.UNKNOWN);
        record(window, 1, 10);
        assertThat(window.quantileNanos()).isEqualTo(LatencyWindow.UNKNOWN);
        sleepSeconds(3);
        assertThat(window.quantileNanos()).isBetween(10_000_000L, 10_700_000L);
    }

    @Test
    void forgetsWhatIsFifteenSecondsOld() {
        LatencyWindow window = new LatencyWindow(0.5, nanos::get);
        record(window, 1_000, 500);
        for (int slice = 0; slice < 4; slice++) {
            sleepSeconds(3);
            record(window, 50, 10);
            assertThat(window.quantileNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(499));
        }
        sleepSeconds(3);
        record(window, 50, 10);
        sleepSeconds(3);
        assertThat(window.quantileNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(11));
        sleepSeconds(60);
        assertThat(window.quantileNanos()).isEqualTo(LatencyWindow.UNKNOWN);
    }
}
