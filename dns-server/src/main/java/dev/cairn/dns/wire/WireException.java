// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/**
 * Bytes that are not what they claim to be: the one exception that parsing throws on bad input. Carries no stack trace.
 *
 * <p><b>Immutable.</b>
 */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    /**
     * Says what is wrong and where.
     *
     * @param offset index of the octet at fault, from the first octet of the input
     * @param reason what is wrong with it
     */
    public WireException(int offset, String reason) {
        super(reason + " at offset " + offset, null, false, false);
        this.offset = offset;
        this.reason = reason;
    }

    /** Index of the octet at fault, from the first octet of the input. */
    public int offset() {
        return offset;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
