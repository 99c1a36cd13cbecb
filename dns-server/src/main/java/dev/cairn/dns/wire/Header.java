// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The twelve octets that begin each message, read and written in place (RFC 1035 §4.1.1). */
public final class Header {

    /** Octets of a header. */
    public static final int BYTES = 12;

    /** Response, not query. */
    public static final int FLAG_QR = 0x8000;
    /** Authoritative answer. */
    public static final int FLAG_AA = 0x0400;
    /** Truncated. */
    public static final int FLAG_TC = 0x0200;
    /** Recursion desired. */
    public static final int FLAG_RD = 0x0100;
    /** Recursion available. */
    public static final int FLAG_RA = 0x0080;
    /** Reserved, always zero in what is written. */
    public static final int FLAG_Z = 0x0040;
    /** Authentic data (RFC 4035 §3.2.3). */
    public static final int FLAG_AD = 0x0020;
    /** Checking disabled (RFC 4035 §3.2.2). */
    public static final int FLAG_CD = 0x0010;

    private static final int OPCODE_MASK = 0x7800;
    private static final int OPCODE_SHIFT = 11;
    private static final int RCODE_MASK = 0x000F;
    private static final int COUNTS = 4;

    private Header() {}

    /** The identifier, 16 bits. */
    public static int id(byte[] message) {
        return Octets.u16(message, 0);
    }

    /** Sets the identifier; the upper 16 bits of the argument are ignored. */
    public static void setId(byte[] message, int id) {
        Octets.put16(message, 0, id);
    }

    /** The second 16 bits whole: flags, opcode and response code. */
    public static int flags(byte[] message) {
        return Octets.u16(message, 2);
    }

    /** Sets flags, opcode and response code at once. */
    public static void setFlags(byte[] message, int flags) {
        Octets.put16(message, 2, flags);
    }

    /** The opcode within {@link #flags}, 0 to 15. */
    public static int opcode(int flags) {
        return (flags & OPCODE_MASK) >> OPCODE_SHIFT;
    }

    /** The four bits of the response code within {@link #flags}. */
    public static int rcode(int flags) {
        return flags & RCODE_MASK;
    }

    /** How many questions the header announces. */
    public static int questionCount(byte[] message) {
        return Octets.u16(message, COUNTS);
    }

    /** Sets how many questions the header announces. */
    public static void setQuestionCount(byte[] message, int count) {
        Octets.put16(message, COUNTS, count);
    }

    /** How many records the header announces in a section. */
    public static int recordCount(byte[] message, Section section) {
        return Octets.u16(message, COUNTS + 2 + 2 * section.index());
    }

    /** Sets how many records the header announces in a section. */
    public static void setRecordCount(byte[] message, Section section, int count) {
        Octets.put16(message, COUNTS + 2 + 2 * section.index(), count);
    }

    static int withOpcode(int opcode) {
        return (opcode << OPCODE_SHIFT) & OPCODE_MASK;
    }
}
