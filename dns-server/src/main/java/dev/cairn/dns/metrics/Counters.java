// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that one thread adds to and any thread reads.
 *
 * <p>Each addition is a plain load and store of one word: with a single writer nothing is lost, and a reader sees each number whole and
 * soon, though not all of one moment.
 */
final class Counters {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    Counters(int count) {
        words = new long[count];
    }

    /** Adds, in the writing thread. */
    void add(int index, long amount) {
        WORDS.setOpaque(words, index, (long) WORDS.getOpaque(words, index) + amount);
    }

    /** Adds this one's numbers to {@code sums}. */
    void addTo(long[] sums) {
        for (int i = 0; i < words.length; i++) {
            sums[i] += (long) WORDS.getOpaque(words, i);
        }
    }
}
