// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.EdnsOptionCode;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/**
 * What another server answered, as its octets, and what of it goes to the client: flags, code, records as they stand, and extended errors.
 * Its other EDNS options concern our hop only. <b>Confined to</b> one thread, while the octets last.
 */
final class UpstreamAnswer {

    private static final int RCODE_LOW_BITS = 4;
    private static final int OPTION_HEADER_BYTES = 4; // RFC 6891 §6.1.2

    private final byte[] message;
    private final int length;
    private final RecordCursor records = new RecordCursor();
    private int rcode;
    private int optionsStart;
    private int optionsEnd;

    private UpstreamAnswer(byte[] message, int length) {
        this.message = message;
        this.length = length;
        rcode = Header.rcode(Header.flags(message));
    }

    /** Looks at a whole message. */
    static UpstreamAnswer read(byte[] message, int length) {
        UpstreamAnswer answer = new UpstreamAnswer(message, length);
        answer.records.start(message, length);
        while (answer.records.next()) {
            if (answer.records.type() == RecordType.OPT) {
                answer.readOpt();
            }
        }
        return answer;
    }

    private void readOpt() {
        rcode |= (message[records.ttlOffset()] & 0xFF) << RCODE_LOW_BITS;
        optionsStart = records.dataOffset();
        optionsEnd = records.end();
    }

    /** The response code, 12 bits. */
    int rcode() {
        return rcode;
    }

    /** Whether it says that there is no record, of a name that exists. */
    boolean isNodata() {
        return rcode == Rcode.NOERROR && Header.recordCount(message, Section.ANSWER) == 0;
    }

    /** Writes the response of the client. */
    Outcome writeTo(ResponseWriter response) {
        int flags = Header.flags(message);
        response.setRcode(rcode);
        response.setAuthoritative((flags & Header.FLAG_AA) != 0);
        response.setRecursionAvailable((flags & Header.FLAG_RA) != 0);
        response.setAuthenticData((flags & Header.FLAG_AD) != 0);
        response.setTruncated((flags & Header.FLAG_TC) != 0);
        copyExtendedErrors(response);
        response.replay(message, length, 0);
        return Outcome.ANSWERED;
    }

    private void copyExtendedErrors(ResponseWriter response) {
        int position = optionsStart;
        while (position + OPTION_HEADER_BYTES <= optionsEnd) {
            int end = position + OPTION_HEADER_BYTES + u16(position + 2);
            if (u16(position) == EdnsOptionCode.EXTENDED_ERROR && end <= optionsEnd) {
                int data = position + OPTION_HEADER_BYTES;
                response.option(EdnsOptionCode.EXTENDED_ERROR, message, data, end - data);
            }
            position = end;
        }
    }

    private int u16(int offset) {
        return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
    }
}
