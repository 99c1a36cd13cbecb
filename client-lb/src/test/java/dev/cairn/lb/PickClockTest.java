// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PickClockTest {
    private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE + 1);
    private final PickClock clock = new PickClock(nanos::get);
    private long picks;

    /** How many of so many picks, that far apart, are timed. */
    private int timed(int count, long gapNanos) {
        int timed = 0;
        for (int i = 0; i < count; i++) {
            nanos.addAndGet(gapNanos);
            if (clock.isTimed(picks++)) {
                timed++;
                assertThat(clock.start()).isEqualTo(clock.nanos());
            }
        }
        return timed;
    }

    @Test
    void isNeverZeroSoThatNoTimeLooksLikeNone() {
        assertThat(clock.nanos()).isEqualTo(1);
        nanos.addAndGet(5);
        assertThat(clock.nanos()).isEqualTo(6);
    }

    @Test
    void timesEachCallWhileTheyAreApart() {
        assertThat(timed(1_000, 11_000)).isEqualTo(1_000);
    }

    @Test
    void timesOneOf32WhenTheyAreDense() {
        timed(10_000, 5_000);
        assertThat(timed(32_000, 5_000)).isEqualTo(1_000);
    }

    @Test
    void noticesWithinA32thThatCallsAreRareAgain() {
        timed(10_000, 5_000);
        timed(32, Duration.ofMillis(10).toNanos());
        assertThat(timed(100, Duration.ofMillis(10).toNanos())).isEqualTo(100);
    }

    @Test
    void knowsHowFarApartCallsAre() {
        timed(500, 14_000);
        assertThat(clock.meanGapNanos()).isBetween(14_000L, 14_010L);
        timed(1, Duration.ofHours(1).toNanos());
        timed(500, 14_000);
        assertThat(clock.meanGapNanos()).isBetween(14_000L, 14_010L);
    }

    @Test
    void timesEachCallWhenThereAreTooManyEndpointsToSkipAny() {
        clock.spreadOver(5_000); // at 5 us a call each gets 40 a second
        assertThat(timed(1_000, 5_000)).isEqualTo(1_000);
        clock.spreadOver(100);
        timed(1_000, 5_000);
        assertThat(timed(32_000, 5_000)).isEqualTo(1_000);
    }
}
