// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads a message into a reply; what cannot be read fails. <b>Confined to</b> one thread. */
final class ReplyReader {
    private static final int HEADER_BYTES = 12;
    private static final int POINTER = 0xC0;
    private static final int SERIAL_AND_TIMES_BYTES = 20;

    private final byte[] message;
    private int position = HEADER_BYTES;

    ReplyReader(byte[] message) {
        this.message = message;
    }

    Reply read() {
        String question = "";
        if (get16(4) > 0) {
            String name = name();
            question = name + " " + get16(position) + " " + get16(position + 2);
            position += 4;
        }
        List<Reply.Rr> answer = records(get16(6));
        List<Reply.Rr> authority = records(get16(8));
        List<Reply.Rr> additional = records(get16(10));
        Opt opt = null;
        for (Reply.Rr record : additional) {
            if (record.type() == Types.OPT) {
                opt = new Opt(record.recordClass(), record.ttlSeconds(), record.data());
            }
        }
        additional.removeIf(record -> record.type() == Types.OPT);
        return new Reply(message, get16(2), question, answer, authority, additional, opt);
    }

    private List<Reply.Rr> records(int count) {
        List<Reply.Rr> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String owner = name();
            int type = get16(position);
            int recordClass = get16(position + 2);
            long ttl = (long) get16(position + 4) << 16 | get16(position + 6);
            int end = position + 10 + get16(position + 8);
            position += 10;
            String data = data(type, end);
            position = end;
            records.add(new Reply.Rr(owner, type, recordClass, ttl, data));
        }
        Collections.sort(records);
        return records;
    }

    private String data(int type, int end) {
        switch (type) {
            case Types.NS, Types.CNAME, Types.PTR -> {
                return name();
            }
            case Types.MX -> {
                String preference = get16(position) + " ";
                position += 2;
                return preference + name();
            }
            case Types.SRV -> {
                String numbers = get16(position) + " " + get16(position + 2) + " " + get16(position + 4) + " ";
                position += 6;
                return numbers + name();
            }
            case Types.SOA -> {
                String names = name() + " " + name() + " ";
                if (end - position != SERIAL_AND_TIMES_BYTES) {
                    throw new IllegalArgumentException("SOA of a wrong length");
                }
                position += 4;
                return names + latin1(position, end);
            }
            default -> {
                return latin1(position, end);
            }
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int at = position;
        boolean jumped = false;
        while (message[at] != 0) {
            int length = message[at] & 0xFF;
            if (length >= POINTER) {
                position = jumped ? position : at + 2;
                jumped = true;
                at = get16(at) & 0x3FFF;
            } else {
                name.append(latin1(at + 1, at + 1 + length)).append('.');
                at += 1 + length;
            }
        }
        position = jumped ? position : at + 1;
        return name.toString();
    }

    private String latin1(int start, int end) {
        return new String(message, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private int get16(int at) {
        return (message[at] & 0xFF) << 8 | message[at + 1] & 0xFF;
    }
}
