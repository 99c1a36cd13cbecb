// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Hash64Test {
    private static final long SEED = 20261123;

    @Test
    void staysTheSameInEveryVersion() {
        // clients of different versions must agree; a change here moves every key of every user
        assertThat(Hash64.of("")).isZero();
        assertThat(Hash64.of("10.0.0.1:8080")).isEqualTo(6918148648785794808L);
        assertThat(Hash64.of("é")).isEqualTo(Hash64.of("é".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void changesHalfItsBitsWithAnyBitOfTheInput() {
        Random random = new Random(SEED);
        for (int length : new int[] {1, 7, 8, 9, 16, 31}) {
            long changed = 0;
            int rounds = 200;
            for (int round = 0; round < rounds; round++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                long before = Hash64.of(bytes);
                bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                changed += Long.bitCount(before ^ Hash64.of(bytes));
            }
            // binomial: 64 * 200 bits, each changed with probability 1/2; the standard deviation is 57
            assertThat(changed).as("seed %s, %s bytes", SEED, length).isBetween(6_100L, 6_700L);
        }
    }

    @Test
    void tellsInputsOfZerosApartByTheirLength() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 40; length++) {
            hashes.add(Hash64.of(new byte[length]));
        }
        assertThat(hashes).hasSize(40);
    }
}
