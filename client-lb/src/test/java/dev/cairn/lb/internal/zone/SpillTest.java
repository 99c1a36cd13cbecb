// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpillTest {
    private static final double UNKNOWN = Double.NaN;

    private final Spill spill = new Spill();

    private double after(int looks, double nearMillis, double farMillis) {
        for (int i = 0; i < looks; i++) {
            spill.look(Math.log(nearMillis), Math.log(farMillis));
        }
        return spill.part();
    }

    @Test
    void spillsNothingWhileNearOnesCostLessThanTwice() {
        assertThat(after(100, 19, 10)).isZero();
    }

    @Test
    void spillsMoreTheLongerNearOnesCostMoreThanTwice() {
        double first = after(1, 40, 10);
        assertThat(first).isBetween(0.01, 0.04);
        assertThat(after(9, 40, 10)).isGreaterThan(5 * first);
        assertThat(after(1_000, 4_000, 10)).isEqualTo(0.9);
    }

    @Test
    void holdsWhatItHasWhileTheCostIsAboutTwice() {
        double part = after(5, 40, 10);
        assertThat(after(100, 18, 10)).isEqualTo(part);
        assertThat(after(100, 10, 10)).isZero();
    }

    @Test
    void triesTheFarOnesALittleWhenTheNearOnesCostMoreThanTheyUsedTo() {
        assertThat(after(100, 10, UNKNOWN)).isZero();
        assertThat(after(100, 100, UNKNOWN)).isEqualTo(0.05);
        assertThat(after(100, 100, 100)).isZero();
    }

    @Test
    void getsUsedToWhatLasts() {
        after(100, 10, UNKNOWN);
        after(1, 15, UNKNOWN);
        assertThat(after(600, 15, UNKNOWN)).isZero();
        assertThat(after(10, 25, UNKNOWN)).isZero();
    }

    @Test
    void learnsNothingFromSilence() {
        spill.look(UNKNOWN, 1);
        assertThat(spill.part()).isZero();
    }
}
