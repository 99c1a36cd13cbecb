// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.wire.RecordType;

/** The record types that are counted apart; all others count as one, so that clients cannot make series. */
final class QuestionTypes {
    private static final int[] COUNTED = {
        RecordType.A,
        RecordType.AAAA,
        RecordType.SRV,
        RecordType.PTR,
        RecordType.TXT,
        RecordType.SOA,
        RecordType.NS,
        RecordType.CNAME,
        RecordType.MX,
        RecordType.HTTPS,
        RecordType.SVCB,
        RecordType.DS,
        RecordType.DNSKEY,
        RecordType.RRSIG,
        RecordType.NSEC,
        RecordType.NSEC3,
        RecordType.IXFR,
        RecordType.AXFR,
        RecordType.ANY
    };

    /** How many there are, the one for all others among them. */
    static final int COUNT = COUNTED.length + 1;

    private QuestionTypes() {}

    /** The index of a type, 0 to {@link #COUNT} - 1. */
    static int index(int type) {
        int index = 0;
        while (index < COUNTED.length && COUNTED[index] != type) {
            index++;
        }
        return index;
    }

    /** The word for an index in metrics. */
    static String label(int index) {
        return index < COUNTED.length ? RecordType.name(COUNTED[index]) : "other";
    }
}
