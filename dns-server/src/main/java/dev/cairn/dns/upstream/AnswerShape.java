// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an answer once all its records have been stepped over.
 *
 * <p><b>Immutable.</b>
 *
 * @param rcode 12 bits, the upper eight from OPT (RFC 6891 §6.1.3)
 */
record AnswerShape(int rcode, boolean hasEdns) {

    private static final int RCODE_LOW_BITS = 4;

    /** The shape of a message; null if its records are not whole, or an OPT stands where none may. */
    static @Nullable AnswerShape of(RecordCursor records, byte[] message, int length) {
        int rcode = Header.rcode(Header.flags(message));
        boolean hasEdns = false;
        boolean isWhole = records.start(message, length);
        while (isWhole && records.next()) {
            if (records.type() == RecordType.OPT) {
                isWhole = !hasEdns && records.section() == Section.ADDITIONAL;
                hasEdns = true;
                rcode |= (message[records.ttlOffset()] & 0xFF) << RCODE_LOW_BITS;
            }
        }
        return isWhole && !records.isMalformed() ? new AnswerShape(rcode, hasEdns) : null;
    }
}
