// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.util.SplittableRandom;

/**
 * The order in which the records of one answer are written, as positions from 0.
 *
 * <p>Three ways. <i>As they come.</i> <i>Drawn</i>: up to {@value #MAX_SHUFFLED} positions are shuffled as they are asked for (Fisher and
 * Yates), so that the beginning of the order is an even choice of all; more are visited from a random start in random strides, so
 * that each is as likely as any other to come early. <i>Chosen by a key</i>: where the same client must get the same records each time,
 * a record is kept if a hash of key and record falls below a limit. One record more or less then changes next to nothing of the choice.
 *
 * <p><b>Confined to</b> one thread; reused.
 */
final class RecordOrder {
    private static final int MAX_SHUFFLED = 4096;
    private static final int MAX_STRIDE_TRIES = 16;
    // What is chosen by hash varies in number; this part of the room is aimed at, so that the choice rarely has to be
    // cut off.
    private static final double AIM = 0.95;

    private final SplittableRandom random;
    private final int[] positions = new int[MAX_SHUFFLED];
    private int count;
    private int drawn;
    private boolean shuffled;
    private int at;
    private int stride;
    private boolean chosen;
    private long key;
    private long limit;

    RecordOrder(SplittableRandom random) {
        this.random = random;
    }

    void asTheyCome(int records) {
        begin(records, false);
        at = 0;
        stride = 1;
    }

    void drawn(int records) {
        begin(records, records <= MAX_SHUFFLED);
        if (shuffled) {
            for (int i = 0; i < records; i++) {
                positions[i] = i;
            }
        } else {
            at = random.nextInt(records);
            stride = coprime(records);
        }
    }

    void chosenBy(long clientKey, int records, int room) {
        begin(records, false);
        at = (int) ((mix(clientKey) >>> 32) * records >>> 32);
        stride = 1;
        chosen = true;
        key = clientKey;
        limit = (long) (AIM * room / records * (1L << 32));
    }

    private void begin(int records, boolean shuffle) {
        count = records;
        shuffled = shuffle;
        drawn = 0;
        chosen = false;
    }

    /** The next position; may be called as often as there are records. */
    int next() {
        if (shuffled) {
            int pick = drawn + (drawn == count - 1 ? 0 : random.nextInt(count - drawn));
            int position = positions[pick];
            positions[pick] = positions[drawn++];
            return position;
        }
        int position = at;
        at += stride;
        if (at >= count) {
            at -= count;
        }
        return position;
    }

    /** Whether a choice is made, which leaves records out on purpose. */
    boolean isChosen() {
        return chosen;
    }

    /** Whether a record belongs to the choice. */
    boolean keeps(int recordHash) {
        return mix(key ^ recordHash) >>> 32 < limit;
    }

    private int coprime(int records) {
        for (int i = 0; i < MAX_STRIDE_TRIES; i++) {
            int candidate = 1 + random.nextInt(records - 1);
            if (greatestCommonDivisor(candidate, records) == 1) {
                return candidate;
            }
        }
        return 1;
    }

    private static int greatestCommonDivisor(int a, int b) {
        int x = a;
        int y = b;
        while (y != 0) {
            int rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
