// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.FoldedName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.RecordCursor;
import java.util.Arrays;

/**
 * Where the name asked is written out as an owner. Most servers write a pointer to the question there, which has the letters of each new
 * question by itself; these places get them.
 *
 * <p><b>Immutable.</b>
 */
final class SpelledOwners {
    private static final SpelledOwners NONE = new SpelledOwners(new int[0]);

    private final int[] offsets;

    private SpelledOwners(int[] offsets) {
        this.offsets = offsets;
    }

    static SpelledOwners of(byte[] message) {
        RecordCursor cursor = new RecordCursor();
        cursor.start(message, message.length);
        int nameBytes = cursor.firstRecord() - Header.BYTES - Integer.BYTES;
        int[] found = new int[0];
        while (cursor.next()) {
            if (isNameAt(message, cursor.ownerOffset(), nameBytes)) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = cursor.ownerOffset();
            }
        }
        return found.length == 0 ? NONE : new SpelledOwners(found);
    }

    private static boolean isNameAt(byte[] message, int offset, int nameBytes) {
        for (int i = 0; i < nameBytes; i++) {
            if (FoldedName.fold(message[offset + i]) != FoldedName.fold(message[Header.BYTES + i])) {
                return false;
            }
        }
        return true;
    }

    /** Octets that it takes up. */
    int weight() {
        return offsets.length * Integer.BYTES;
    }

    /** Writes the name of the question over those that are in a response to which the answer was copied. */
    void spell(Exchange exchange) {
        byte[] response = exchange.response().bytes();
        int end = exchange.response().length();
        for (int offset : offsets) {
            if (offset >= end) {
                return;
            }
            System.arraycopy(
                    response,
                    Header.BYTES,
                    response,
                    offset,
                    exchange.question().nameLength());
        }
    }
}
