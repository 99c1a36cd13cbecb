// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActiveChecksTest {
    private static ActiveChecks.Builder builder() {
        return ActiveChecks.builder(ActiveCheck.tcp());
    }

    @Test
    void hasDefaults() {
        ActiveChecks checks = ActiveChecks.of(ActiveCheck.http("/healthz"));
        assertThat(checks.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(checks.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(checks.unhealthyThreshold()).isEqualTo(3);
        assertThat(checks.healthyThreshold()).isEqualTo(2);
        assertThat(checks.isIdleOnly()).isTrue();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> builder().interval(Duration.ofMillis(99))).hasMessageContaining("at least 100 ms");
        assertThatThrownBy(() -> builder().timeout(Duration.ZERO)).hasMessageContaining("timeout must be positive");
        assertThatThrownBy(() -> builder().unhealthyThreshold(0))
                .hasMessage("unhealthyThreshold must be 1..100, was 0");
        assertThatThrownBy(() -> builder().healthyThreshold(101))
                .hasMessage("healthyThreshold must be 1..100, was 101");
        assertThatThrownBy(() -> ActiveCheck.http("healthz")).hasMessageContaining("must begin with /");
        assertThatThrownBy(() -> ActiveCheck.http("/a b")).hasMessageContaining("is no path for a check");
    }
}
