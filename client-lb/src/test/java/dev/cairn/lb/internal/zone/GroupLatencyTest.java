// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GroupLatencyTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final GroupLatency latency = new GroupLatency();

    @Test
    void isTheMeanOfWhatCameSinceTheLastOne() {
        assertThat(latency.logMean(20, 20 * 100, SECOND)).isEqualTo(Math.log(100), within(1e-9));
        assertThat(latency.logMean(60, 20 * 100 + 40 * 300, 2 * SECOND)).isEqualTo(Math.log(300), within(1e-9));
    }

    @Test
    void waitsForTwentyAnswers() {
        assertThat(latency.logMean(19, 1_900, SECOND)).isNaN();
        assertThat(latency.logMean(20, 2_000, 2 * SECOND)).isEqualTo(Math.log(100), within(1e-9));
        assertThat(latency.logMean(39, 100_000, 3 * SECOND)).isEqualTo(Math.log(100), within(1e-9));
    }

    @Test
    void isForgottenAfterTenSecondsWithoutAnswers() {
        latency.logMean(20, 2_000, SECOND);
        assertThat(latency.logMean(25, 3_000, 11 * SECOND)).isNotNaN();
        assertThat(latency.logMean(25, 3_000, 11 * SECOND + 1)).isNaN();
    }

    @Test
    void beginsAnewWithOtherEndpoints() {
        latency.restart(1_000, 5);
        assertThat(latency.logMean(1_020, 5 + 20 * 7, SECOND)).isEqualTo(Math.log(7), within(1e-9));
    }
}
