// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** Sizes and bits that several readers and writers share. */
final class Layout {

    static final int MAX_MESSAGE_BYTES = 65_535; // RFC 1035 §4.2.2

    static final int QUESTION_FIXED_BYTES = 4; // type and class, RFC 1035 §4.1.2

    static final int RECORD_FIXED_BYTES = 10; // type, class, time to live and length of data, RFC 1035 §4.1.3
    static final int MIN_RECORD_BYTES = 1 + RECORD_FIXED_BYTES;

    static final int OPTION_HEADER_BYTES = 4; // code and length, RFC 6891 §6.1.2
    static final int DO_BIT = 0x8000; // RFC 3225 §3

    private Layout() {}

    /** The size of a whole message as the caller gives it, checked. */
    static int checkSize(String what, int octets) {
        if (octets < ResponseWriter.MIN_LIMIT_BYTES || octets > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(what + " must be 512..65535, was " + octets);
        }
        return octets;
    }
}
