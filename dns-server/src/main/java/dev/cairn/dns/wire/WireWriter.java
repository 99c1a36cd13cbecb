// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers, names and records one after the other, never past a limit. What doesn't fit is not written, and from
 * then on {@link #overflowed} says so.
 *
 * <p><b>Confined to</b> the writer or message that owns it.
 */
final class WireWriter {

    private final NameTable names = new NameTable();
    private byte[] bytes;
    private int position;
    private int limit = Layout.MAX_MESSAGE_BYTES;
    private boolean overflowed;
    private boolean ownersInAnyCase;

    /** Writes from index 0, into a larger array where the given one is too small. */
    WireWriter(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes on at another place; the names before it stay known. */
    void resume(int newPosition, int newLimit) {
        position = newPosition;
        limit = newLimit;
        overflowed = false;
    }

    /** Lets an owner point to a name that differs in letter case. */
    void ownersInAnyCase() {
        ownersInAnyCase = true;
    }

    NameTable names() {
        return names;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    boolean overflowed() {
        return overflowed;
    }

    void put8(int value) {
        if (hasRoom(1)) {
            bytes[position++] = (byte) value;
        }
    }

    void put16(int value) {
        if (hasRoom(2)) {
            Octets.put16(bytes, position, value);
            position += 2;
        }
    }

    void put32(long value) {
        if (hasRoom(4)) {
            Octets.put32(bytes, position, (int) value);
            position += 4;
        }
    }

    void put(byte[] source, int offset, int length) {
        if (hasRoom(length)) {
            System.arraycopy(source, offset, bytes, position, length);
            position += length;
        }
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Writes a string of at most 255 characters, one octet for each, behind its length. */
    void string(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        put8(octets.length);
        put(octets);
    }

    /** Writes a name out, for data where pointers are not allowed (RFC 3597 §4). */
    void name(DomainName name) {
        put(name.octets());
    }

    void compressedName(DomainName name) {
        compressedName(name, false);
    }

    private void compressedName(DomainName name, boolean anyCase) {
        byte[] wire = name.octets();
        int start = position;
        int from = 0;
        int place = -1;
        while (wire[from] != 0 && place < 0) {
            place = names.find(bytes, wire, from, anyCase);
            from += place < 0 ? 1 + wire[from] : 0;
        }
        put(wire, 0, from);
        if (place >= 0) {
            put16((Names.POINTER_BITS << 8) | place);
        } else {
            put8(0);
        }
        if (!overflowed) {
            names.add(bytes, start);
        }
    }

    void question(Question question) {
        compressedName(question.name());
        put16(question.type());
        put16(question.recordClass());
    }

    void record(ResourceRecord written) {
        compressedName(written.owner(), ownersInAnyCase);
        put16(written.type());
        put16(written.recordClass());
        put32(written.ttlSeconds());
        put16(0);
        int data = position;
        RdataCodec.write(this, written.data());
        if (!overflowed) {
            Octets.put16(bytes, data - 2, position - data);
        }
    }

    private boolean hasRoom(int count) {
        overflowed |= count > limit - position;
        if (overflowed) {
            return false;
        }
        if (position + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * (position + count)));
        }
        return true;
    }
}
