// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static java.util.Objects.requireNonNull;

/**
 * One record: whose it is, how long it may be kept, and its data (RFC 1035 §3.2.1).
 *
 * <p><b>Immutable.</b>
 *
 * @param owner the name it belongs to
 * @param recordClass see {@link RecordClass}, 16 bits
 * @param ttlSeconds 0 to 2147483647 (RFC 2181 §8)
 * @param data what it says; knows the type
 */
public record ResourceRecord(DomainName owner, int recordClass, long ttlSeconds, Rdata data) {

    /** Checks the ranges. */
    public ResourceRecord {
        requireNonNull(owner, "owner");
        requireNonNull(data, "data");
        check16("recordClass", recordClass);
        if (ttlSeconds < 0 || ttlSeconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("ttlSeconds must be 0..2147483647, was " + ttlSeconds);
        }
    }

    /** A record of class IN. */
    public ResourceRecord(DomainName owner, long ttlSeconds, Rdata data) {
        this(owner, RecordClass.IN, ttlSeconds, data);
    }

    /**
     * Reads a record as a line of a zone file has it (RFC 1035 §5.1). Time to live (3600 s) and class (IN) may be left out; names without a dot
     * at the end are absolute all the same.
     *
     * @throws IllegalArgumentException that says what is wrong with the text
     */
    public static ResourceRecord parse(String line) {
        return RecordText.parse(line);
    }

    /** The type, see {@link RecordType}. */
    public int type() {
        return data.type();
    }

    /** The same record with another time to live. */
    public ResourceRecord withTtl(long newTtlSeconds) {
        return new ResourceRecord(owner, recordClass, newTtlSeconds, data);
    }

    /** The same record with another owner. */
    public ResourceRecord withOwner(DomainName newOwner) {
        return new ResourceRecord(newOwner, recordClass, ttlSeconds, data);
    }

    /** Presentation form, as in a zone file (RFC 1035 §5.1). */
    @Override
    public String toString() {
        return owner + " " + ttlSeconds + " " + RecordClass.name(recordClass) + " " + RecordType.name(type()) + " "
                + data;
    }

    static void check16(String what, int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException(what + " must be 0..65535, was " + value);
        }
    }
}
