// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientTest {
    private static final long USUAL = 10_000_000;

    private final Gradient gradient = new Gradient(20, 4, 200, 1.5);

    private void answers(int count, long nanos, int inFlight) {
        for (int i = 0; i < count; i++) {
            gradient.answered(nanos, inFlight);
        }
    }

    @Test
    void growsByWhatMayQueueWhileLatencyStays() {
        answers(1, USUAL, 20);
        assertThat(gradient.limit()).isEqualTo(20); // 20.8
        answers(1, USUAL, 20);
        assertThat(gradient.limit()).isEqualTo(21); // 21.6
        answers(1_000, USUAL, 200);
        assertThat(gradient.limit()).isEqualTo(200);
    }

    @Test
    void staysWhileLessThanHalfOfItIsUsed() {
        answers(1_000, USUAL, 9);
        answers(10, 20 * USUAL, 9);
        assertThat(gradient.limit()).isEqualTo(20);
    }

    @Test
    void shrinksInProportionWhenLatencyIsFarAboveItsAverage() {
        answers(100, USUAL, 200);
        int before = gradient.limit();
        answers(1, 10 * USUAL, 200);
        // half of it at most, smoothed: 0.8 + 0.2 * 0.5, and the queue
        assertThat(gradient.limit()).isBetween((int) (0.9 * before), (int) (0.9 * before) + 1);
        answers(40, 10 * USUAL, 200);
        assertThat(gradient.limit()).isLessThan(30);
    }

    @Test
    void bearsAServiceThatHasBecomeSlowerForGood() {
        answers(100, USUAL, 200);
        answers(40, 5 * USUAL, 200);
        assertThat(gradient.limit()).isLessThan(20);
        answers(3_000, 5 * USUAL, 200);
        assertThat(gradient.limit()).isEqualTo(200);
    }

    @Test
    void noticesSoonThatAServiceHasBecomeQuicker() {
        answers(1_000, 20 * USUAL, 5);
        answers(100, USUAL, 5);
        answers(100, USUAL, 200);
        int before = gradient.limit();
        answers(5, 6 * USUAL, 200);
        assertThat(gradient.limit()).isLessThan(before);
    }

    @Test
    void aFailureTakesATenthOff() {
        gradient.failed();
        assertThat(gradient.limit()).isEqualTo(18);
        for (int i = 0; i < 100; i++) {
            gradient.failed();
        }
        assertThat(gradient.limit()).isEqualTo(4);
    }

    @Test
    void neverLeavesItsBounds() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            int min = 1 + random.nextInt(20);
            int max = min + random.nextInt(200);
            Gradient any = new Gradient(min + random.nextInt(max - min + 1), min, max, 1 + random.nextDouble());
            for (int i = 0; i < 2_000; i++) {
                if (random.nextInt(20) == 0) {
                    any.failed();
                } else {
                    any.answered((long) (USUAL * Math.exp(3 * random.nextGaussian())), random.nextInt(2 * max));
                }
                assertThat(any.limit()).as("seed %s", seed).isBetween(min, max);
            }
        }
    }
}
