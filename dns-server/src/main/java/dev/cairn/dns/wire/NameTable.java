// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * Where names stand in the message being written, so that later ones can point to them (RFC 1035 §4.1.4). Remembers a
 * bounded number of places; what doesn't fit is written out.
 *
 * <p><b>Confined to</b> the writer that owns it.
 */
final class NameTable {

    private static final int MAX_PLACES = 128;

    private int[] places = new int[0];
    private int size;

    int size() {
        return size;
    }

    /** Forgets all places but the first ones. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** Remembers each label of the name at an offset, up to its root or its pointer. */
    void add(byte[] message, int offset) {
        int position = offset;
        while (message[position] > 0 && size < MAX_PLACES && position < Names.POINTER_LIMIT) {
            if (size == places.length) {
                places = Arrays.copyOf(places, Math.min(MAX_PLACES, 8 + 2 * size));
            }
            places[size++] = position;
            position += 1 + message[position];
        }
    }

    /** A place of the name that starts at {@code from} in an uncompressed one; -1 if it stands nowhere. */
    int find(byte[] message, byte[] name, int from, boolean anyCase) {
        for (int i = 0; i < size; i++) {
            if (standsAt(message, places[i], name, from, anyCase)) {
                return places[i];
            }
        }
        return -1;
    }

    private static boolean standsAt(byte[] message, int place, byte[] name, int from, boolean anyCase) {
        int position = place;
        int own = from;
        while (true) {
            int length = message[position] & 0xFF;
            if (length >= Names.POINTER_BITS) {
                position = Octets.u16(message, position) & (Names.POINTER_LIMIT - 1);
                continue;
            }
            if (length != name[own]) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            if (!equal(message, position + 1, name, own + 1, length, anyCase)) {
                return false;
            }
            position += 1 + length;
            own += 1 + length;
        }
    }

    private static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length, boolean anyCase) {
        for (int i = 0; i < length; i++) {
            byte x = a[aOffset + i];
            byte y = b[bOffset + i];
            if (x != y && !(anyCase && Octets.fold(x) == Octets.fold(y))) {
                return false;
            }
        }
        return true;
    }
}
