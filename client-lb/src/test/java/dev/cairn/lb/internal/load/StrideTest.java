// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrideTest {
    private static final long SEED = 20261123;

    @Test
    void goesRoundWhenAllWeightsAreEqual() {
        Stride stride = new Stride(new double[] {0.5, 0.5, 0.5});
        AtomicLong sequence = new AtomicLong(4);
        assertThat(IntStream.range(0, 5).map(i -> stride.next(sequence)).toArray())
                .containsExactly(1, 2, 0, 1, 2);
    }

    @Test
    void followsTheWeightsWithinOneInAHundred() {
        Random random = new Random(SEED);
        for (int n : new int[] {2, 3, 10, 100}) {
            double[] weights = random.doubles(n, 0.1, 10).toArray();
            double sum = DoubleStream.of(weights).sum();
            Stride stride = new Stride(weights);
            AtomicLong sequence = new AtomicLong(random.nextLong() >>> 1);
            int picks = 10_000 * n;
            int[] counts = new int[n];
            for (int i = 0; i < picks; i++) {
                counts[stride.next(sequence)]++;
            }
            for (int i = 0; i < n; i++) {
                assertThat(counts[i] / (picks * weights[i] / sum))
                        .as("seed %s, weight %s of %s", SEED, weights[i], Arrays.toString(weights))
                        .isBetween(0.99, 1.01);
            }
        }
    }

    @Test
    void spreadsTheTurnsOfEach() {
        Stride stride = new Stride(new double[] {1, 1, 1, 1, 4});
        AtomicLong sequence = new AtomicLong();
        int[] picks = IntStream.range(0, 80).map(i -> stride.next(sequence)).toArray();
        for (int from = 0; from + 16 <= picks.length; from++) {
            int[] window = Arrays.copyOfRange(picks, from, from + 16);
            // half of any sixteen turns, one more or less
            assertThat(IntStream.of(window).filter(index -> index == 4).count()).isBetween(7L, 9L);
        }
    }

    @Test
    void survivesTheEndOfItsNumbers() {
        Stride stride = new Stride(new double[] {1, 2});
        AtomicLong sequence = new AtomicLong(Long.MAX_VALUE - 1);
        int[] counts = new int[2];
        for (int i = 0; i < 3_000; i++) {
            counts[stride.next(sequence)]++;
        }
        assertThat(counts[0]).isBetween(990, 1_010);
    }
}
