// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import java.util.Arrays;

/**
 * Maglev hashing: a table of 65,537 slots that the members fill in turns, each along a permutation of its own (Eisenbud and others,
 * Maglev: A Fast and Reliable Software Network Load Balancer, 2016, §3.4). <b>Immutable.</b>
 *
 * <p>Members of one weight get the same number of slots but for one, so with up to 650 of them shares are right within a hundredth. A
 * member that goes leaves its slots to the others, and a few other slots change hands too. Weights as Envoy has them: with each round of
 * turns a member saves up its weight, and takes a slot when it has the heaviest one's.
 */
public final class MaglevTable implements Placement {
    /** A prime, so that any step visits every slot. */
    static final int SLOTS = 65_537;

    private static final int FREE = -1;

    private final int[] slots = new int[SLOTS];

    /** As {@link Placement.Kind#of}; of more than 65,537 members, the last ones get no slot. */
    public MaglevTable(long[] members, double[] weights) {
        int count = members.length;
        double heaviest = Arrays.stream(weights).max().orElseThrow();
        int[] at = new int[count];
        int[] step = new int[count];
        for (int member = 0; member < count; member++) {
            at[member] = Math.floorMod(Hash64.mix(members[member]), SLOTS);
            step[member] = Math.floorMod(Hash64.next(members[member]), SLOTS - 1) + 1;
        }
        double[] saved = new double[count];
        Arrays.fill(slots, FREE);
        int free = SLOTS;
        while (free > 0) {
            for (int member = 0; member < count && free > 0; member++) {
                saved[member] += weights[member] / heaviest;
                if (saved[member] >= 1) {
                    saved[member] -= 1;
                    int slot = nextFree(at[member], step[member]);
                    slots[slot] = member;
                    at[member] = slot;
                    free--;
                }
            }
        }
    }

    private int nextFree(int from, int step) {
        int slot = from;
        while (slots[slot] != FREE) {
            slot += step;
            slot = slot >= SLOTS ? slot - SLOTS : slot;
        }
        return slot;
    }

    @Override
    public int memberOf(long hash) {
        return slots[(int) ((hash >>> 32) * SLOTS >>> 32)];
    }
}
