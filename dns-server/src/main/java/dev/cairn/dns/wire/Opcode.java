// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The operation codes of a message header (RFC 1035 §4.1.1 and the IANA registry). */
public final class Opcode {

    /** A standard query. */
    public static final int QUERY = 0;
    /** Inverse query, obsolete (RFC 3425). */
    public static final int IQUERY = 1;
    /** Server status request. */
    public static final int STATUS = 2;
    /** Zone change notification (RFC 1996). */
    public static final int NOTIFY = 4;
    /** Dynamic update (RFC 2136). */
    public static final int UPDATE = 5;
    /** DNS stateful operations (RFC 8490). */
    public static final int DSO = 6;

    private Opcode() {}

    /** The mnemonic of an opcode, or {@code OPCODE3} for one without. */
    public static String name(int opcode) {
        return switch (opcode) {
            case QUERY -> "QUERY";
            case IQUERY -> "IQUERY";
            case STATUS -> "STATUS";
            case NOTIFY -> "NOTIFY";
            case UPDATE -> "UPDATE";
            case DSO -> "DSO";
            default -> "OPCODE" + opcode;
        };
    }
}
