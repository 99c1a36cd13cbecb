// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import java.util.List;
import org.xbill.DNS.Record;

/** What came of one question. <b>Immutable.</b> */
sealed interface Reply {
    /**
     * Records of the type asked for.
     *
     * @param records at least one
     * @param additional what the server added
     * @param ttlSeconds the least TTL on the way to the records
     * @param isComplete whether none is known to be missing
     */
    record Records(List<Record> records, List<Record> additional, long ttlSeconds, boolean isComplete)
            implements Reply {}

    /** The server says that there are none. */
    record None() implements Reply {}

    /**
     * No server could say.
     *
     * @param reason for people
     */
    record Failed(String reason) implements Reply {}
}
