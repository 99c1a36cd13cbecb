// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The option codes of an OPT record that the server knows (IANA registry of EDNS0 option codes). */
public final class EdnsOptionCode {

    /** Name server identifier (RFC 5001). */
    public static final int NSID = 3;
    /** Client subnet (RFC 7871). */
    public static final int CLIENT_SUBNET = 8;
    /** Cookie (RFC 7873). */
    public static final int COOKIE = 10;
    /** Idle timeout of a TCP connection (RFC 7828). */
    public static final int TCP_KEEPALIVE = 11;
    /** Padding (RFC 7830). */
    public static final int PADDING = 12;
    /** Extended error (RFC 8914). */
    public static final int EXTENDED_ERROR = 15;

    private EdnsOptionCode() {}

    /** The mnemonic of an option, or {@code OPT100} for one without. */
    public static String name(int code) {
        return switch (code) {
            case NSID -> "NSID";
            case CLIENT_SUBNET -> "CLIENT-SUBNET";
            case COOKIE -> "COOKIE";
            case TCP_KEEPALIVE -> "TCP-KEEPALIVE";
            case PADDING -> "PADDING";
            case EXTENDED_ERROR -> "EDE";
            default -> "OPT" + code;
        };
    }
}
