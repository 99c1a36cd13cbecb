// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The grammar of names in messages: limits, measuring and expanding (RFC 1035 §3.1 and §4.1.4). */
final class Names {

    static final int MAX_NAME_BYTES = 255; // RFC 1035 §2.3.4
    static final int MAX_LABEL_BYTES = 63; // RFC 1035 §2.3.4
    static final int MAX_LABELS = 127; // as many as fit 255 octets, the root not counted
    static final int POINTER_BYTES = 2;
    static final int POINTER_BITS = 0xC0;
    static final int POINTER_LIMIT = 0x4000; // offsets a pointer can hold, exclusive

    // Each pointer of a sensible message follows at least one label.
    private static final int MAX_POINTERS = MAX_LABELS;

    private static final int INVALID = -1;

    private Names() {}

    /**
     * The offset just after the name that starts at {@code offset}, without following a pointer; negative if the name
     * does not end before {@code limit}, is too long, or has a label type that does not exist.
     */
    static int skip(byte[] message, int offset, int limit) {
        int position = offset;
        while (position < limit) {
            int length = message[position] & 0xFF;
            if (length == 0) {
                return position + 1;
            }
            if (length >= POINTER_BITS) {
                return position + POINTER_BYTES <= limit ? position + POINTER_BYTES : INVALID;
            }
            if (length > MAX_LABEL_BYTES) {
                return INVALID;
            }
            position += length + 1;
            if (position - offset >= MAX_NAME_BYTES) {
                return INVALID;
            }
        }
        return INVALID;
    }

    /**
     * Writes the name at {@code offset}, pointers followed, to the start of {@code target} and returns its length. Each
     * pointer must lead to before the part of the name that it ends.
     *
     * @param target at least 255 octets
     */
    static int expand(byte[] message, int offset, int limit, byte[] target) {
        int length = 0;
        int pointers = 0;
        int partStart = offset;
        int position = offset;
        while (true) {
            int octet = octetAt(message, position, limit);
            if (octet >= POINTER_BITS) {
                int to = ((octet & ~POINTER_BITS) << 8) | octetAt(message, position + 1, limit);
                if (to < Header.BYTES || to >= partStart || ++pointers > MAX_POINTERS) {
                    throw new WireException(position, "bad compression pointer to " + to);
                }
                partStart = to;
                position = to;
                continue;
            }
            if (octet > MAX_LABEL_BYTES) {
                throw new WireException(position, "label type does not exist");
            }
            int end = position + 1 + octet;
            if (end > limit) {
                throw new WireException(position, "name is cut off");
            }
            if (length + 1 + octet > MAX_NAME_BYTES - (octet == 0 ? 0 : 1)) {
                throw new WireException(position, "name is longer than 255 octets");
            }
            System.arraycopy(message, position, target, length, 1 + octet);
            length += 1 + octet;
            if (octet == 0) {
                return length;
            }
            position = end;
        }
    }

    /** Whether the octets are exactly one valid name without pointers. */
    static boolean isUncompressed(byte[] name, int offset, int length) {
        int end = offset + length;
        int position = offset;
        while (position < end && length <= MAX_NAME_BYTES) {
            int octet = name[position] & 0xFF;
            if (octet == 0 || octet > MAX_LABEL_BYTES) {
                return octet == 0 && position == end - 1;
            }
            position += octet + 1;
        }
        return false;
    }

    /** The length of the valid name at {@code offset} as it stands there, a pointer at its end included. */
    static int storedLength(byte[] message, int offset) {
        int position = offset;
        while (message[position] > 0) {
            position += 1 + message[position];
        }
        return position + (message[position] == 0 ? 1 : POINTER_BYTES) - offset;
    }

    private static int octetAt(byte[] message, int position, int limit) {
        if (position >= limit) {
            throw new WireException(position, "name is cut off");
        }
        return message[position] & 0xFF;
    }
}
