// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Puts a request together octet by octet, right or wrong. */
final class Packet {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int cut;
    private int longest = Integer.MAX_VALUE;
    private final int[] header = {0x1234, Header.FLAG_RD, 0, 0, 0, 0};

    static Packet query(String name, int type) {
        return new Packet().question(name, type, RecordClass.IN);
    }

    static Packet of(int... octets) {
        return new Packet().raw(octets);
    }

    Packet flags(int flags) {
        header[1] = flags;
        return this;
    }

    /** Changes the announced numbers of questions, answers, authority and additional records. */
    Packet counts(int questions, int answers, int authorities, int additionals) {
        header[2] = questions;
        header[3] = answers;
        header[4] = authorities;
        header[5] = additionals;
        return this;
    }

    Packet question(String name, int type, int recordClass) {
        header[2]++;
        return name(name).raw16(type).raw16(recordClass);
    }

    Packet record(Section section, String owner, int type, int recordClass, int ttl, int... data) {
        header[3 + section.index()]++;
        return name(owner).fixed(type, recordClass, ttl, data.length).raw(data);
    }

    Packet opt(int udpPayloadSize, int extendedFlags, int... options) {
        return record(Section.ADDITIONAL, ".", RecordType.OPT, udpPayloadSize, extendedFlags, options);
    }

    Packet fixed(int type, int recordClass, int ttl, int dataLength) {
        return raw16(type).raw16(recordClass).raw16(ttl >>> 16).raw16(ttl).raw16(dataLength);
    }

    Packet name(String name) {
        body.writeBytes(DomainName.parse(name).toWire());
        return this;
    }

    Packet raw16(int value) {
        return raw(value >>> 8, value);
    }

    Packet raw(int... octets) {
        for (int octet : octets) {
            body.write(octet);
        }
        return this;
    }

    /** Leaves out that many octets of the end. */
    Packet cut(int octets) {
        cut = octets;
        return this;
    }

    /** Leaves out all but that many octets. */
    Packet keep(int octets) {
        longest = octets;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int value : header) {
            message.write(value >>> 8);
            message.write(value);
        }
        message.writeBytes(body.toByteArray());
        return Arrays.copyOf(message.toByteArray(), Math.min(longest, message.size() - cut));
    }
}
