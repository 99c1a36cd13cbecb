// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OutlierDetectionTest {
    @Test
    void hasTheDefaultsThatItsPagesName() {
        OutlierDetection standard = OutlierDetection.standard();
        assertThat(standard.consecutiveFailures()).isEqualTo(5);
        assertThat(standard.minSuccessRate()).isEqualTo(0.8);
        assertThat(standard.requestVolume()).isEqualTo(10);
        assertThat(standard.baseEjectionTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.maxEjectionTime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(standard.maxEjectionPercent()).isEqualTo(50);
        assertThat(HealthOptions.SLOW_START).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        List<UnaryOperator<OutlierDetection.Builder>> wrong = List.of(
                builder -> builder.consecutiveFailures(0),
                builder -> builder.minSuccessRate(1.1),
                builder -> builder.requestVolume(0),
                builder -> builder.baseEjectionTime(Duration.ZERO),
                builder -> builder.maxEjectionTime(Duration.ofSeconds(4)),
                builder -> builder.maxEjectionPercent(101));
        for (UnaryOperator<OutlierDetection.Builder> one : wrong) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one.apply(OutlierDetection.builder()).build())
                    .withMessageContaining("must be");
        }
    }
}
