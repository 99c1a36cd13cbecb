// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** Big-endian numbers in a byte array, and the letter case of ASCII. */
final class Octets {

    private static final byte[] FOLDED = new byte[256];

    static {
        for (int i = 0; i < FOLDED.length; i++) {
            FOLDED[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
    }

    private Octets() {}

    static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF;
    }

    static int u16(byte[] bytes, int offset) {
        return ((bytes[offset] & 0xFF) << 8) | (bytes[offset + 1] & 0xFF);
    }

    static int i32(byte[] bytes, int offset) {
        return (u16(bytes, offset) << 16) | u16(bytes, offset + 2);
    }

    static void put16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 8);
        bytes[offset + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int offset, int value) {
        put16(bytes, offset, value >>> 16);
        put16(bytes, offset + 2, value);
    }

    /** An octet with the letters A to Z in lower case (RFC 4343 §3). Length octets are below 'A', so names fold whole. */
    static byte fold(byte octet) {
        return FOLDED[octet & 0xFF];
    }

    static boolean equalFolded(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
        for (int i = 0; i < length; i++) {
            byte x = a[aOffset + i];
            byte y = b[bOffset + i];
            if (x != y && fold(x) != fold(y)) {
                return false;
            }
        }
        return true;
    }
}
