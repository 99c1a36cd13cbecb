// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * Collects the options of a reply and writes its OPT record (RFC 6891 §6.1).
 *
 * <p><b>Confined to</b> the writer that owns it.
 */
final class OptWriter {

    private static final int MAX_OPTIONS_BYTES = 1024;

    private final byte[] options = new byte[MAX_OPTIONS_BYTES];
    private int optionsLength;
    private int paddingBlockBytes;

    void clear() {
        optionsLength = 0;
        paddingBlockBytes = 0;
    }

    /** Octets that the record takes so far, padding not counted. */
    int length() {
        return Layout.MIN_RECORD_BYTES + optionsLength;
    }

    boolean add(int code, byte[] data, int offset, int length, int roomBytes) {
        if (!start(code, length, roomBytes)) {
            return false;
        }
        System.arraycopy(data, offset, options, optionsLength - length, length);
        return true;
    }

    boolean add16(int code, int value, int roomBytes) {
        if (!start(code, 2, roomBytes)) {
            return false;
        }
        Octets.put16(options, optionsLength - 2, value);
        return true;
    }

    private boolean start(int code, int length, int roomBytes) {
        int end = optionsLength + Layout.OPTION_HEADER_BYTES + length;
        if (Layout.OPTION_HEADER_BYTES + length > roomBytes || end > options.length) {
            return false;
        }
        Octets.put16(options, optionsLength, code);
        Octets.put16(options, optionsLength + 2, length);
        optionsLength = end;
        return true;
    }

    void padTo(int blockBytes) {
        paddingBlockBytes = blockBytes;
    }

    /** Writes the record into the room that was set aside for it and returns the offset after it. */
    int write(RecordOutput out, int udpPayloadSize, int rcode, boolean dnssecOk) {
        byte[] bytes = out.bytes;
        int position = out.position;
        int end = position + length();
        int padding = paddingBytes(end, out.limit + length());
        int padded = padding < 0 ? end : end + Layout.OPTION_HEADER_BYTES + padding;
        bytes[position] = 0;
        Octets.put16(bytes, position + 1, RecordType.OPT);
        Octets.put16(bytes, position + 3, udpPayloadSize);
        bytes[position + 5] = (byte) (rcode >>> 4);
        bytes[position + 6] = 0;
        Octets.put16(bytes, position + 7, dnssecOk ? Layout.DO_BIT : 0);
        Octets.put16(bytes, position + 9, padded - position - Layout.MIN_RECORD_BYTES);
        System.arraycopy(options, 0, bytes, position + Layout.MIN_RECORD_BYTES, optionsLength);
        if (padding >= 0) {
            Octets.put16(bytes, end, EdnsOptionCode.PADDING);
            Octets.put16(bytes, end + 2, padding);
            Arrays.fill(bytes, end + Layout.OPTION_HEADER_BYTES, padded, (byte) 0);
        }
        return padded;
    }

    /** Octets of padding that fill the message up to a whole block (RFC 8467 §4.1), or -1 for no padding option. */
    private int paddingBytes(int end, int limit) {
        if (paddingBlockBytes == 0) {
            return -1;
        }
        int least = end + Layout.OPTION_HEADER_BYTES;
        int blocks = (least + paddingBlockBytes - 1) / paddingBlockBytes;
        return Math.min(blocks * paddingBlockBytes, limit) - least;
    }
}
