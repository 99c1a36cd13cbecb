// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One question. <b>Immutable.</b>
 *
 * @param name labels with dots between them, without the root, in the letter case to ask in; no label holds a dot
 * @param type the number of the record type
 */
record Question(String name, int type, boolean overTcp, Edns edns) {
    private static final int HEADER_BYTES = 12;
    private static final int MAX_LABEL_BYTES = 63;
    private static final int MAX_NAME_BYTES = 253; // as written, without the root

    /** What a client says about itself. */
    enum Edns {
        NONE(0),
        PLAIN(1232),
        SMALL(512),
        LARGE(4096),
        DNSSEC_OK(1232),
        COOKIE(1232),
        UNKNOWN_OPTION(1232);

        private static final int DNSSEC_OK_FLAG = 0x8000;

        final int udpBytes;

        Edns(int udpBytes) {
            this.udpBytes = udpBytes;
        }

        /** The octets of the option that goes with it, in Latin-1. */
        String optionText() {
            return new String(option(), StandardCharsets.ISO_8859_1);
        }

        private byte[] option() {
            return switch (this) {
                case COOKIE -> new byte[] {0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8};
                case UNKNOWN_OPTION -> new byte[] {0, 100, 0, 2, 1, 2};
                default -> new byte[0];
            };
        }
    }

    /** Whether a name can be asked for at all. */
    static boolean isAskable(String name) {
        if (name.length() > MAX_NAME_BYTES) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL_BYTES) {
                return false;
            }
        }
        return true;
    }

    /** The same question over TCP. */
    Question onTcp() {
        return new Question(name, type, true, edns);
    }

    boolean isLowerCase() {
        return name.equals(name.toLowerCase(Locale.ROOT));
    }

    byte[] toWire(int id) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(HEADER_BYTES + name.length() + 40);
        put16(wire, id);
        put16(wire, 0x0100); // recursion desired
        put16(wire, 1);
        put16(wire, 0);
        put16(wire, 0);
        put16(wire, edns == Edns.NONE ? 0 : 1);
        for (String label : name.split("\\.", -1)) {
            wire.write(label.length());
            wire.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        wire.write(0);
        put16(wire, type);
        put16(wire, 1);
        if (edns != Edns.NONE) {
            putOpt(wire);
        }
        return wire.toByteArray();
    }

    private void putOpt(ByteArrayOutputStream wire) {
        byte[] option = edns.option();
        wire.write(0);
        put16(wire, Types.OPT);
        put16(wire, edns.udpBytes);
        put16(wire, 0);
        put16(wire, edns == Edns.DNSSEC_OK ? Edns.DNSSEC_OK_FLAG : 0);
        put16(wire, option.length);
        wire.writeBytes(option);
    }

    private static void put16(ByteArrayOutputStream wire, int value) {
        wire.write(value >>> 8);
        wire.write(value);
    }

    @Override
    public String toString() {
        return name + ". " + Types.name(type) + (overTcp ? " tcp" : " udp") + " edns=" + edns;
    }
}
