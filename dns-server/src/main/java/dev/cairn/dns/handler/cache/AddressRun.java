// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.util.Arrays;

/**
 * The first addresses of one type and owner that stand side by side in an answer. Their records are equally long, so that any order of them
 * is made by exchanging their data.
 *
 * <p><b>Immutable.</b>
 *
 * @param dataOffset where the data of the first one stands
 * @param strideBytes from there to the data of the next
 * @param dataBytes 4 or 16
 */
record AddressRun(int dataOffset, int count, int strideBytes, int dataBytes) {
    private static final AddressRun NONE = new AddressRun(0, 0, 1, 0);

    static AddressRun of(byte[] message) {
        RecordCursor cursor = new RecordCursor();
        cursor.start(message, message.length);
        while (cursor.next() && cursor.section() == Section.ANSWER) {
            if (cursor.type() == RecordType.A || cursor.type() == RecordType.AAAA) {
                return from(cursor, message);
            }
        }
        return NONE;
    }

    /** The run that begins with the record where the cursor stands. */
    private static AddressRun from(RecordCursor cursor, byte[] message) {
        int first = cursor.ownerOffset();
        int headBytes = cursor.ttlOffset() - first; // owner, type and class
        int strideBytes = cursor.end() - first;
        int dataOffset = cursor.dataOffset();
        int dataBytes = cursor.dataLength();
        int count = 1;
        while (cursor.next()
                && cursor.section() == Section.ANSWER
                && cursor.end() - cursor.ownerOffset() == strideBytes
                && isHeadAt(message, first, cursor.ownerOffset(), headBytes)) {
            count++;
        }
        return count == 1 ? NONE : new AddressRun(dataOffset, count, strideBytes, dataBytes);
    }

    private static boolean isHeadAt(byte[] message, int first, int other, int headBytes) {
        return Arrays.equals(message, first, first + headBytes, message, other, other + headBytes);
    }

    /** Draws the order of those addresses that are in a response to which the answer was copied. */
    void shuffle(Exchange exchange) {
        byte[] bytes = exchange.response().bytes();
        int room = exchange.response().length() - dataOffset - dataBytes;
        int present = room < 0 ? 0 : Math.min(count, room / strideBytes + 1);
        for (int i = present - 1; i > 0; i--) { // Fisher and Yates, 1938
            int j = (int) Long.remainderUnsigned(exchange.nextRandom(), i + 1L);
            exchangeData(bytes, dataOffset + i * strideBytes, dataOffset + j * strideBytes);
        }
    }

    private void exchangeData(byte[] bytes, int a, int b) {
        for (int i = 0; i < dataBytes; i++) {
            byte kept = bytes[a + i];
            bytes[a + i] = bytes[b + i];
            bytes[b + i] = kept;
        }
    }
}
