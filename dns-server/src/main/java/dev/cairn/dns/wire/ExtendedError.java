// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

/** The info codes of the extended error option, 16 bits (RFC 8914 §4). */
public final class ExtendedError {

    /** Other Error. */
    public static final int OTHER = 0;
    /** Unsupported DNSKEY Algorithm. */
    public static final int UNSUPPORTED_DNSKEY_ALGORITHM = 1;
    /** Unsupported DS Digest Type. */
    public static final int UNSUPPORTED_DS_DIGEST_TYPE = 2;
    /** Stale Answer. */
    public static final int STALE_ANSWER = 3;
    /** Forged Answer. */
    public static final int FORGED_ANSWER = 4;
    /** DNSSEC Indeterminate. */
    public static final int DNSSEC_INDETERMINATE = 5;
    /** DNSSEC Bogus. */
    public static final int DNSSEC_BOGUS = 6;
    /** Signature Expired. */
    public static final int SIGNATURE_EXPIRED = 7;
    /** Signature Not Yet Valid. */
    public static final int SIGNATURE_NOT_YET_VALID = 8;
    /** DNSKEY Missing. */
    public static final int DNSKEY_MISSING = 9;
    /** RRSIGs Missing. */
    public static final int RRSIGS_MISSING = 10;
    /** No Zone Key Bit Set. */
    public static final int NO_ZONE_KEY_BIT_SET = 11;
    /** NSEC Missing. */
    public static final int NSEC_MISSING = 12;
    /** Cached Error. */
    public static final int CACHED_ERROR = 13;
    /** Not Ready. */
    public static final int NOT_READY = 14;
    /** Blocked. */
    public static final int BLOCKED = 15;
    /** Censored. */
    public static final int CENSORED = 16;
    /** Filtered. */
    public static final int FILTERED = 17;
    /** Prohibited. */
    public static final int PROHIBITED = 18;
    /** Stale NXDOMAIN Answer. */
    public static final int STALE_NXDOMAIN_ANSWER = 19;
    /** Not Authoritative. */
    public static final int NOT_AUTHORITATIVE = 20;
    /** Not Supported. */
    public static final int NOT_SUPPORTED = 21;
    /** No Reachable Authority. */
    public static final int NO_REACHABLE_AUTHORITY = 22;
    /** Network Error. */
    public static final int NETWORK_ERROR = 23;
    /** Invalid Data. */
    public static final int INVALID_DATA = 24;

    private static final String[] NAMES = {
        "Other Error",
        "Unsupported DNSKEY Algorithm",
        "Unsupported DS Digest Type",
        "Stale Answer",
        "Forged Answer",
        "DNSSEC Indeterminate",
        "DNSSEC Bogus",
        "Signature Expired",
        "Signature Not Yet Valid",
        "DNSKEY Missing",
        "RRSIGs Missing",
        "No Zone Key Bit Set",
        "NSEC Missing",
        "Cached Error",
        "Not Ready",
        "Blocked",
        "Censored",
        "Filtered",
        "Prohibited",
        "Stale NXDOMAIN Answer",
        "Not Authoritative",
        "Not Supported",
        "No Reachable Authority",
        "Network Error",
        "Invalid Data",
    };

    private ExtendedError() {}

    /** The purpose of an info code in words, or {@code EDE40} for one without. */
    public static String name(int infoCode) {
        return infoCode >= 0 && infoCode < NAMES.length ? NAMES[infoCode] : "EDE" + infoCode;
    }
}
