// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * Steps over the records of a message in place, in the order in which they stand (RFC 1035 §4.1.3).
 *
 * <p>Never throws and never allocates, whatever the octets. Owners are measured, not followed; {@link DomainName#read}
 * reads one.
 *
 * <p><b>Confined to</b> one thread; made once and reused.
 */
public final class RecordCursor {

    private static final Section[] SECTIONS = Section.values();

    private byte[] message = new byte[Header.BYTES];
    private int length;
    private int firstRecord;
    private int owner;
    private int fixed;
    private int end;
    private int left;
    private int sectionIndex;
    private boolean malformed;

    /** A cursor over nothing yet. */
    public RecordCursor() {}

    /**
     * Goes to before the first record of a message.
     *
     * @param newLength octets of the message
     * @return whether the header and the questions are whole
     */
    public boolean start(byte[] newMessage, int newLength) {
        message = newMessage;
        length = Math.min(newLength, newMessage.length);
        malformed = length < Header.BYTES;
        end = Header.BYTES;
        sectionIndex = 0;
        left = 0;
        for (int i = malformed ? 0 : Header.questionCount(message); i > 0 && !malformed; i--) {
            int nameEnd = Names.skip(message, end, length);
            malformed = nameEnd < 0 || nameEnd + Layout.QUESTION_FIXED_BYTES > length;
            end = nameEnd + Layout.QUESTION_FIXED_BYTES;
        }
        if (!malformed) {
            left = Header.recordCount(message, Section.ANSWER);
        }
        firstRecord = end;
        return !malformed;
    }

    /** Goes to the next record; false if there is none, or if it is not whole. */
    public boolean next() {
        while (left == 0 && sectionIndex < Section.COUNT - 1 && !malformed) {
            sectionIndex++;
            left = Header.recordCount(message, section());
        }
        if (malformed || left == 0) {
            return false;
        }
        left--;
        owner = end;
        fixed = Names.skip(message, owner, length);
        malformed = fixed < 0 || fixed + Layout.RECORD_FIXED_BYTES > length;
        if (!malformed) {
            end = fixed + Layout.RECORD_FIXED_BYTES + dataLength();
            malformed = end > length;
        }
        return !malformed;
    }

    /** Whether the cursor has met octets that are no record, or no header or question. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Where the first record starts: just after the questions. */
    public int firstRecord() {
        return firstRecord;
    }

    /** The section of this record. */
    public Section section() {
        return SECTIONS[sectionIndex];
    }

    /** Where the owner of this record starts. */
    public int ownerOffset() {
        return owner;
    }

    /** The type of this record, 16 bits. */
    public int type() {
        return Octets.u16(message, fixed);
    }

    /** The class of this record, 16 bits. */
    public int recordClass() {
        return Octets.u16(message, fixed + 2);
    }

    /** Seconds to live of this record, 0 to 2147483647; 0 if the top bit is set (RFC 2181 §8). */
    public int ttlSeconds() {
        return Math.max(0, Octets.i32(message, fixed + 4));
    }

    /** Where the 32 bits of the time to live of this record stand, so that they can be changed in place. */
    public int ttlOffset() {
        return fixed + 4;
    }

    /** Where the data of this record starts. */
    public int dataOffset() {
        return fixed + Layout.RECORD_FIXED_BYTES;
    }

    /** Octets of the data of this record, 16 bits. */
    public int dataLength() {
        return Octets.u16(message, fixed + Layout.RECORD_FIXED_BYTES - 2);
    }

    /** The offset just after this record; after {@link #start}, that of the first one. */
    public int end() {
        return end;
    }
}
