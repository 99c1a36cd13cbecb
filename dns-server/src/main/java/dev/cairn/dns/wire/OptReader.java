// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * Steps over the records of a request and reads its OPT record in place (RFC 6891 §6.1).
 *
 * <p><b>Confined to</b> the reader that owns it.
 */
final class OptReader {

    boolean present;
    int udpPayloadSize;
    int version;
    boolean dnssecOk;
    boolean nsid;
    boolean padding;
    int tcpKeepaliveBytes;

    void clear() {
        present = false;
        udpPayloadSize = 0;
        version = 0;
        dnssecOk = false;
        nsid = false;
        padding = false;
        tcpKeepaliveBytes = -1;
    }

    /** Returns whether all announced records are whole and the OPT among them, if any, is well-formed. */
    boolean readRecords(byte[] message, int offset, int length) {
        int others = Header.recordCount(message, Section.ANSWER) + Header.recordCount(message, Section.AUTHORITY);
        int total = others + Header.recordCount(message, Section.ADDITIONAL);
        int position = offset;
        boolean wellFormed = true;
        for (int i = 0; i < total; i++) {
            int fixed = Names.skip(message, position, length);
            if (fixed < 0 || fixed + Layout.RECORD_FIXED_BYTES > length) {
                return false;
            }
            int data = fixed + Layout.RECORD_FIXED_BYTES;
            int end = data + Octets.u16(message, data - 2);
            if (Octets.u16(message, fixed) == RecordType.OPT) {
                boolean alone = !present && i >= others && message[position] == 0;
                wellFormed &= readOpt(message, fixed, Math.min(end, length)) && alone;
            }
            if (end > length) {
                return false;
            }
            position = end;
        }
        return wellFormed;
    }

    private boolean readOpt(byte[] message, int fixed, int end) {
        present = true;
        udpPayloadSize = Octets.u16(message, fixed + 2);
        version = Octets.u8(message, fixed + 5);
        dnssecOk = (Octets.u16(message, fixed + 6) & Layout.DO_BIT) != 0;
        // Only version 0 says how its options are laid out.
        return version != 0 || readOptions(message, fixed + Layout.RECORD_FIXED_BYTES, end);
    }

    private boolean readOptions(byte[] message, int offset, int end) {
        int position = offset;
        while (position + Layout.OPTION_HEADER_BYTES <= end) {
            int optionBytes = Octets.u16(message, position + 2);
            switch (Octets.u16(message, position)) {
                case EdnsOptionCode.NSID -> nsid = true;
                case EdnsOptionCode.PADDING -> padding = true;
                case EdnsOptionCode.TCP_KEEPALIVE -> tcpKeepaliveBytes = optionBytes;
                default -> {
                    // Unknown options are ignored (RFC 6891 §6.1.2).
                }
            }
            position += Layout.OPTION_HEADER_BYTES + optionBytes;
        }
        return position == end;
    }
}
