// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EjectionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double NO_JITTER = 1;

    private final Ejection ejection = new Ejection(5 * SECOND, 300 * SECOND);

    @Test
    void doublesWithEachFailedProbeUpToTheLongest() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ejection.begin("test", SECOND, NO_JITTER);
            seconds.add(ejection.durationNanos() / SECOND);
        }
        assertThat(seconds).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void waitsLongerOrShorterByTheJitterWithoutDoublingIt() {
        ejection.begin("test", SECOND, 0.8);
        assertThat(ejection.probeDueNanos()).isEqualTo(5 * SECOND);
        ejection.begin("test", SECOND, 1.2);
        assertThat(ejection.probeDueNanos()).isEqualTo(13 * SECOND);
    }

    @Test
    void grantsOneProbeWhenItIsDue() {
        ejection.begin("test", SECOND, NO_JITTER);
        assertThat(ejection.claimProbe(6 * SECOND - 1)).isFalse();
        assertThat(ejection.claimProbe(6 * SECOND)).isTrue();
        assertThat(ejection.claimProbe(7 * SECOND)).isFalse();
        ejection.callBegins(8 * SECOND);
        ejection.callBegins(9 * SECOND);
        assertThat(ejection.isProbe(8 * SECOND)).isTrue();
        assertThat(ejection.isProbe(9 * SECOND)).isFalse();
    }

    @Test
    void grantsAnotherProbeWhenTheFirstToldNothingOrNeverEnds() {
        ejection.begin("test", SECOND, NO_JITTER);
        assertThat(ejection.claimProbe(6 * SECOND)).isTrue();
        ejection.probeAgain(7 * SECOND);
        assertThat(ejection.claimProbe(7 * SECOND)).isTrue();
        assertThat(ejection.claimProbe(12 * SECOND - 1)).isFalse();
        assertThat(ejection.claimProbe(12 * SECOND)).isTrue();
    }

    @Test
    void beginsShortAgainAfterGoodConductOnly() {
        ejection.begin("test", SECOND, NO_JITTER);
        ejection.end(10 * SECOND);
        assertThat(ejection.isActive()).isFalse();
        ejection.begin("test", 69 * SECOND, NO_JITTER);
        assertThat(ejection.durationNanos()).isEqualTo(10 * SECOND);
        ejection.end(80 * SECOND);
        ejection.begin("test", 140 * SECOND, NO_JITTER);
        assertThat(ejection.durationNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void takesNoCallForAProbeWhenNothingIsEjected() {
        assertThat(ejection.claimProbe(SECOND)).isFalse();
        ejection.callBegins(SECOND);
        assertThat(ejection.isProbe(SECOND)).isFalse();
    }
}
