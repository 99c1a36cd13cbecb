// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeakEwmaTest {
    private static final long DECAY = TimeUnit.SECONDS.toNanos(10);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final PeakEwma ewma = new PeakEwma(PeakEwma.SEED_NANOS, 0);

    @Test
    void beginsWithTheSeedAndTakesTheFirstAnswerForIt() {
        assertThat(ewma.at(0)).isEqualTo(30.0 * MILLISECOND);
        assertThat(ewma.isKnown()).isFalse();
        ewma.answered(MILLISECOND, 5);
        assertThat(ewma.at(5)).isEqualTo(1.0 * MILLISECOND);
        assertThat(ewma.isKnown()).isTrue();
    }

    @Test
    void staysWhereAConstantLatencyIs() {
        for (int i = 1; i <= 1_000; i++) {
            ewma.answered(7 * MILLISECOND, i * MILLISECOND);
        }
        assertThat(ewma.at(1_000 * MILLISECOND)).isEqualTo(7.0 * MILLISECOND);
    }

    @Test
    void jumpsToASlowAnswerAndComesBackSlowly() {
        ewma.answered(MILLISECOND, 0);
        ewma.answered(100 * MILLISECOND, 1);
        assertThat(ewma.at(1)).isEqualTo(100.0 * MILLISECOND);
        ewma.answered(MILLISECOND, 1 + DECAY / 10);
        // exp(-0.1) of the old, the rest of the new
        assertThat(ewma.at(1 + DECAY / 10)).isCloseTo(90.579 * MILLISECOND, within(0.001 * MILLISECOND));
    }

    @Test
    void fadesToOneByEInTenSeconds() {
        ewma.answered(MILLISECOND, 0);
        assertThat(ewma.at(DECAY)).isCloseTo(MILLISECOND / Math.E, within(1.0));
    }

    @Test
    void learnsNothingFromAShortSilenceAndAPeakFromALongOne() {
        ewma.answered(10 * MILLISECOND, 0);
        ewma.unanswered(MILLISECOND, 1);
        assertThat(ewma.at(0)).isEqualTo(10.0 * MILLISECOND);
        ewma.unanswered(50 * MILLISECOND, 1);
        assertThat(ewma.at(1)).isEqualTo(50.0 * MILLISECOND);
    }

    @Test
    void takesTheNextAnswerAloneOnceItHasExpired() {
        ewma.answered(100 * MILLISECOND, 0);
        ewma.expire();
        ewma.answered(MILLISECOND, 1);
        assertThat(ewma.at(1)).isEqualTo(1.0 * MILLISECOND);
    }

    @Test
    void comparesWithoutAClockAsItWouldWithOne() {
        PeakEwma other = new PeakEwma(PeakEwma.SEED_NANOS, 0);
        ewma.answered(20 * MILLISECOND, DECAY);
        other.answered(10 * MILLISECOND, 2 * DECAY);
        // 20 ms have faded to 7.4 when the 10 ms are seen, and both fade alike from then on
        for (long now : new long[] {2 * DECAY, 3 * DECAY, 9 * DECAY}) {
            assertThat(ewma.at(now)).isLessThan(other.at(now));
            assertThat(ewma.log() - other.log()).isCloseTo(Math.log(ewma.at(now) / other.at(now)), within(1e-9));
        }
    }

    @Test
    void bearsAnAnswerThatAnotherThreadTimedEarlier() {
        ewma.answered(10 * MILLISECOND, 100);
        ewma.answered(5 * MILLISECOND, 50);
        assertThat(ewma.at(100)).isEqualTo(10.0 * MILLISECOND);
    }
}
