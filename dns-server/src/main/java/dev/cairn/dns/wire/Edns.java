// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What an OPT record says, but for the upper bits of the response code (RFC 6891 §6.1.3).
 *
 * <p><b>Immutable.</b>
 *
 * @param udpPayloadSize the largest UDP message its sender takes, 16 bits
 * @param version 0 to 255
 * @param dnssecOk whether DNSSEC records are wanted (RFC 3225)
 * @param options in the order in which they stand
 */
public record Edns(int udpPayloadSize, int version, boolean dnssecOk, List<EdnsOption> options) {

    /** Copies the options and checks the ranges. */
    public Edns {
        ResourceRecord.check16("udpPayloadSize", udpPayloadSize);
        if (version < 0 || version > 255) {
            throw new IllegalArgumentException("version must be 0..255, was " + version);
        }
        options = List.copyOf(options);
    }

    /** Version 0, no options, no DNSSEC. */
    public static Edns of(int udpPayloadSize) {
        return new Edns(udpPayloadSize, 0, false, List.of());
    }

    /** Reads the data of an OPT record from the reader's position up to its limit. */
    static Edns read(WireReader in, int udpPayloadSize, int extended) {
        List<EdnsOption> options = new ArrayList<>(0);
        while (in.remaining() > 0) {
            options.add(new EdnsOption(in.u16(), in.bytes(in.u16())));
        }
        return new Edns(udpPayloadSize, (extended >>> 16) & 0xFF, (extended & Layout.DO_BIT) != 0, options);
    }

    void write(WireWriter out, int rcode) {
        out.put8(0);
        out.put16(RecordType.OPT);
        out.put16(udpPayloadSize);
        out.put8(rcode >>> 4);
        out.put8(version);
        out.put16(dnssecOk ? Layout.DO_BIT : 0);
        out.put16(options.stream()
                .mapToInt(option -> Layout.OPTION_HEADER_BYTES + option.data().length)
                .sum());
        for (EdnsOption option : options) {
            out.put16(option.code());
            out.put16(option.data().length);
            out.put(option.data());
        }
    }
}
