// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

/**
 * The OPT record of a reply. <b>Immutable.</b>
 *
 * @param options octets, in Latin-1
 */
record Opt(int udpBytes, long codeVersionAndFlags, String options) {
    private static final int DNSSEC_OK = 0x8000;
    private static final int LOCAL_OPTIONS = 65_001; // RFC 6891 §9
    private static final int NSID = 3; // RFC 5001 §2.3
    private static final int CLIENT_SUBNET = 8; // RFC 7871 §6

    /** Whether its first option is an extended error (RFC 8914). */
    boolean isExtendedError() {
        return options.startsWith("\0\17");
    }

    boolean isDnssecOk() {
        return (codeVersionAndFlags & DNSSEC_OK) != 0;
    }

    Opt withoutDnssecOk() {
        return new Opt(udpBytes, codeVersionAndFlags & ~DNSSEC_OK, options);
    }

    /** Its options without those of local codes, name server identifier and client subnet. */
    String withoutRewritten() {
        StringBuilder others = new StringBuilder();
        for (int at = 0; at < options.length(); ) {
            int code = options.charAt(at) << 8 | options.charAt(at + 1);
            int end = at + 4 + (options.charAt(at + 2) << 8 | options.charAt(at + 3));
            if (code < LOCAL_OPTIONS && code != NSID && code != CLIENT_SUBNET) {
                others.append(options, at, end);
            }
            at = end;
        }
        return others.toString();
    }

    Opt withOptions(String other) {
        return new Opt(udpBytes, codeVersionAndFlags, other);
    }

    Opt withUdpBytes(int other) {
        return new Opt(other, codeVersionAndFlags, options);
    }
}
