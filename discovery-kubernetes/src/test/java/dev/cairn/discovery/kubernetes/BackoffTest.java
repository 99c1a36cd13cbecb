// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Draws the largest value each time. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("only bounded values are drawn");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), LARGEST);

    @Test
    void doublesItsBoundUpToTheCap() {
        assertThat(new long[] {millis(), millis(), millis(), millis(), millis()})
                .containsExactly(200, 400, 800, 1000, 1000);
    }

    @Test
    void beginsAnewAfterAReset() {
        millis();
        millis();
        backoff.reset();
        assertThat(millis()).isEqualTo(200);
    }

    private long millis() {
        return Duration.ofNanos(backoff.nextNanos()).toMillis();
    }
}
