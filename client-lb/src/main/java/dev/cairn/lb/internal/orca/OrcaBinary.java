// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.orca;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a report in the wire format of protobuf: numbers, maps of names to numbers, and whatever else may come. <b>Confined to</b> one thread. */
final class OrcaBinary {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer bytes;
    private final Fields fields;

    OrcaBinary(byte[] bytes, Fields fields) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.fields = fields;
    }

    void read() {
        try {
            while (bytes.hasRemaining()) {
                readField();
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the report is cut off", e);
        }
    }

    private void readField() {
        long tag = varint(bytes);
        int type = (int) tag & 7;
        String name = fieldName(tag >>> 3);
        if (type == FIXED_64) {
            fields.set(name, bytes.getDouble());
        } else if (type == BYTES) {
            readEntry(name, slice(bytes));
        } else {
            skip(bytes, type);
        }
    }

    private static String fieldName(long number) {
        return switch ((int) Math.min(number, 10)) {
            case 1 -> "cpu_utilization";
            case 2 -> "mem_utilization";
            case 4 -> Fields.REQUEST_COST;
            case 5 -> Fields.UTILIZATION;
            case 6 -> "rps_fractional";
            case 7 -> "eps";
            case 8 -> Fields.NAMED_METRICS;
            case 9 -> "application_utilization";
            default -> "";
        };
    }

    /** An entry of a map: field 1 is its name, field 2 the number; protobuf leaves out what is empty or zero. */
    private void readEntry(String map, ByteBuffer entry) {
        String key = "";
        double value = 0;
        while (entry.hasRemaining()) {
            long tag = varint(entry);
            if (tag == (1 << 3 | BYTES)) {
                key = StandardCharsets.UTF_8.decode(slice(entry)).toString();
            } else if (tag == (2 << 3 | FIXED_64)) {
                value = entry.getDouble();
            } else {
                skip(entry, (int) tag & 7);
            }
        }
        fields.setEntry(map, key, value);
    }

    private static void skip(ByteBuffer from, int type) {
        switch (type) {
            case VARINT -> varint(from);
            case FIXED_64 -> from.getLong();
            case BYTES -> slice(from);
            case FIXED_32 -> from.getInt();
            default -> throw new IllegalArgumentException("wire type " + type);
        }
    }

    private static ByteBuffer slice(ByteBuffer from) {
        long length = varint(from);
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a field of " + length + " bytes with " + from.remaining() + " left");
        }
        ByteBuffer slice = from.slice(from.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + (int) length);
        return slice;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }
}
