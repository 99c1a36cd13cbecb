// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CautionTest {
    private static final long SECOND = 1_000_000_000L;

    private final Caution caution = new Caution();

    @Test
    void asksForNothingAtFirst() {
        assertThat(caution.isRefusing(SECOND)).isFalse();
        assertThat(caution.rampProgress(SECOND)).isEqualTo(1);
        assertThat(caution.settle(SECOND)).isTrue();
    }

    @Test
    void lastsASecondAfterARefusal() {
        caution.refused(SECOND);
        assertThat(caution.isRefusing(2 * SECOND - 1)).isTrue();
        assertThat(caution.settle(2 * SECOND - 1)).isFalse();
        assertThat(caution.isRefusing(2 * SECOND)).isFalse();
        assertThat(caution.settle(2 * SECOND)).isTrue();
    }

    @Test
    void growsEvenlyThroughASlowStart() {
        caution.ramp(SECOND, 10 * SECOND);
        assertThat(caution.rampProgress(SECOND)).isZero();
        assertThat(caution.rampProgress(6 * SECOND)).isEqualTo(0.5);
        assertThat(caution.settle(11 * SECOND - 1)).isFalse();
        assertThat(caution.rampProgress(11 * SECOND)).isEqualTo(1);
        assertThat(caution.settle(11 * SECOND)).isTrue();
    }
}
