// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes packets that are almost messages: takes one of a corpus and spoils a few octets of it. */
final class Mutator {

    private static final int[] TELLING = {0, 1, 12, 0x3F, 0x40, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xFF, 41, 250};

    private final Random random;
    private final List<byte[]> corpus;

    Mutator(long seed, List<byte[]> corpus) {
        this.random = new Random(seed);
        this.corpus = corpus;
    }

    byte[] next() {
        byte[] packet = corpus.get(random.nextInt(corpus.size())).clone();
        for (int left = 1 + random.nextInt(4); left > 0 && packet.length > 0; left--) {
            packet = mutate(packet);
        }
        return packet;
    }

    private byte[] mutate(byte[] packet) {
        int at = random.nextInt(packet.length);
        switch (random.nextInt(8)) {
            case 0 -> packet[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> packet[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> packet[at] = (byte) random.nextInt(256);
            case 3 -> pointer(packet, at);
            case 4 -> packet[Math.min(packet.length - 1, 4 + random.nextInt(8))] = (byte) random.nextInt(4);
            case 5 -> {
                return Arrays.copyOf(packet, at);
            }
            case 6 -> {
                return inserted(packet, at, random.nextInt(12));
            }
            default -> {
                return spliced(packet, at, corpus.get(random.nextInt(corpus.size())));
            }
        }
        return packet;
    }

    private void pointer(byte[] packet, int at) {
        if (at + 1 < packet.length) {
            Octets.put16(packet, at, 0xC000 | random.nextInt(packet.length + 4));
        }
    }

    private byte[] inserted(byte[] packet, int at, int length) {
        byte[] longer = Arrays.copyOf(packet, packet.length + length);
        System.arraycopy(packet, at, longer, at + length, packet.length - at);
        return longer;
    }

    private byte[] spliced(byte[] packet, int at, byte[] other) {
        int from = random.nextInt(other.length);
        byte[] joined = Arrays.copyOf(packet, at + other.length - from);
        System.arraycopy(other, from, joined, at, other.length - from);
        return joined;
    }
}
