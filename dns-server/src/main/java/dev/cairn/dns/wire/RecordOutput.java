// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * Where a response is written: an array, how much of it is used, how much may be, and how many records stand in each
 * section.
 *
 * <p><b>Confined to</b> the writer that owns it.
 */
final class RecordOutput {

    final byte[] bytes;
    int position;
    int limit;
    int recordClass;
    boolean truncated;
    boolean minimal;

    private final WireWriter values;
    private final int[] counts = new int[Section.COUNT];
    private int section;

    RecordOutput(int size) {
        bytes = new byte[size];
        values = new WireWriter(bytes);
        values.ownersInAnyCase();
    }

    void begin(int newPosition, int newLimit, int newRecordClass) {
        position = newPosition;
        limit = newLimit;
        recordClass = newRecordClass;
        truncated = false;
        values.names().truncate(0);
        Arrays.fill(counts, 0);
        section = 0;
    }

    int count(Section in) {
        return counts[in.index()];
    }

    private void count(Section in, int end) {
        position = end;
        section = in.index();
        counts[section]++;
    }

    private void requireOrder(Section in) {
        if (in.index() < section) {
            throw new IllegalStateException(in + " written after a later section");
        }
    }

    /**
     * Whether a record of this type is left out though it would fit: what nobody asked for, after an answer. SOA is not: where
     * an alias leads to nothing it says how long that holds (RFC 2308 §2.2).
     */
    boolean omits(Section in, int type) {
        return minimal && in != Section.ANSWER && counts[Section.ANSWER.index()] > 0 && type != RecordType.SOA;
    }

    /** Notes that a record did not fit: only what belongs to the answer is missed (RFC 2181 §9). */
    private boolean leaveOut(Section in) {
        truncated |= in != Section.ADDITIONAL;
        return false;
    }

    /** Writes everything up to the data of a record that fits whole; otherwise writes nothing. */
    boolean start(Section in, int owner, int type, int ttlSeconds, int dataBytes) {
        requireOrder(in);
        if (omits(in, type)) {
            return false;
        }
        int ownerBytes = owner < Names.POINTER_LIMIT ? Names.POINTER_BYTES : Names.storedLength(bytes, owner);
        if (position + ownerBytes + Layout.RECORD_FIXED_BYTES + dataBytes > limit) {
            return leaveOut(in);
        }
        if (owner < Names.POINTER_LIMIT) {
            pointer(owner);
        } else {
            // Too far away for a pointer; what is copied may itself end in one.
            put(bytes, owner, ownerBytes);
        }
        Octets.put16(bytes, position, type);
        Octets.put16(bytes, position + 2, recordClass);
        Octets.put32(bytes, position + 4, ttlSeconds);
        Octets.put16(bytes, position + 8, dataBytes);
        count(in, position + Layout.RECORD_FIXED_BYTES);
        return true;
    }

    /** Writes a whole record, names compressed; the name at the start of the message is known from the start. */
    boolean record(Section in, ResourceRecord written) {
        requireOrder(in);
        if (omits(in, written.type())) {
            return false;
        }
        NameTable names = values.names();
        if (names.size() == 0 && position > Header.BYTES) {
            names.add(bytes, Header.BYTES);
        }
        int known = names.size();
        values.resume(position, limit);
        values.record(written);
        if (values.overflowed()) {
            names.truncate(known);
            return leaveOut(in);
        }
        count(in, values.position());
        return true;
    }

    /**
     * Copies records, which keep their offsets, so that their pointers stay right.
     *
     * @return whether all that are wanted were copied
     */
    boolean replay(RecordCursor from, byte[] message, int ageSeconds) {
        while (from.next()) {
            if (from.type() == RecordType.OPT) {
                continue;
            }
            int start = from.ownerOffset();
            if (start != position || omits(from.section(), from.type())) {
                return true; // after an OPT in the middle, or without this one, what follows would not keep its offset
            }
            if (position + from.end() - start > limit) {
                return leaveOut(from.section());
            }
            put(message, start, from.end() - start);
            count(from.section(), position);
            Octets.put32(bytes, from.ttlOffset(), Math.max(0, from.ttlSeconds() - ageSeconds));
        }
        return !from.isMalformed();
    }

    void pointer(int offset) {
        put16((Names.POINTER_BITS << 8) | offset);
    }

    void put16(int value) {
        Octets.put16(bytes, position, value);
        position += 2;
    }

    void put32(int value) {
        Octets.put32(bytes, position, value);
        position += 4;
    }

    void putString(byte[] text, int offset, int length) {
        bytes[position++] = (byte) length;
        put(text, offset, length);
    }

    void put(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }
}
