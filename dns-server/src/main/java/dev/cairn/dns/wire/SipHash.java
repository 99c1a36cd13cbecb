// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.security.SecureRandom;

/**
 * SipHash-2-4: a keyed hash of short inputs that cannot be flooded with collisions by someone who doesn't know the key
 * (Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012).
 *
 * <p>Folds ASCII letters to lower case on the way, so that names hash alike in any case.
 */
final class SipHash {

    /** Keyed at random once per JVM. */
    static final SipHash PER_JVM = random();

    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    private static SipHash random() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    long hashFolded(byte[] bytes, int offset, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int wholeWords = length >>> 3;
        for (int word = 0; word <= wholeWords + 1; word++) {
            boolean last = word > wholeWords;
            long m = last ? 0 : word(bytes, offset + word * 8, Math.min(8, length - word * 8));
            if (word == wholeWords) {
                m |= (long) length << 56;
            }
            v3 ^= m;
            if (last) {
                v2 ^= 0xFF;
            }
            for (int round = last ? 4 : 2; round > 0; round--) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(byte[] bytes, int offset, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << 8) | (Octets.fold(bytes[offset + i]) & 0xFF);
        }
        return word;
    }
}
