// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The response codes: 0 to 15 fit the header (RFC 1035 §4.1.1), up to 4095 with the upper eight bits in OPT (RFC 6891
 * §6.1.3).
 */
public final class Rcode {

    /** No error. */
    public static final int NOERROR = 0;
    /** The request could not be read. */
    public static final int FORMERR = 1;
    /** The server failed to answer. */
    public static final int SERVFAIL = 2;
    /** The name does not exist. */
    public static final int NXDOMAIN = 3;
    /** The kind of request is not implemented. */
    public static final int NOTIMP = 4;
    /** The server will not answer, by policy. */
    public static final int REFUSED = 5;
    /** A name exists that should not (RFC 2136, RFC 6672). */
    public static final int YXDOMAIN = 6;
    /** A record set exists that should not (RFC 2136). */
    public static final int YXRRSET = 7;
    /** A record set that should exist does not (RFC 2136). */
    public static final int NXRRSET = 8;
    /** The server is not authoritative for the zone (RFC 2136). */
    public static final int NOTAUTH = 9;
    /** A name is not within the zone (RFC 2136). */
    public static final int NOTZONE = 10;
    /** The EDNS version is not supported (RFC 6891 §9). */
    public static final int BADVERS = 16;
    /** The server cookie is bad or missing (RFC 7873). */
    public static final int BADCOOKIE = 23;

    // Codes of TSIG and TKEY (RFC 8945, RFC 2930): the first shares its number with BADVERS.
    private static final List<String> KEY_CODES =
            List.of("BADSIG", "BADKEY", "BADTIME", "BADMODE", "BADNAME", "BADALG", "BADTRUNC");
    private static final Map<String, Integer> BY_NAME = new LinkedHashMap<>();

    static {
        for (int code = NOERROR; code <= BADCOOKIE; code++) {
            if (!name(code).startsWith("RCODE")) {
                BY_NAME.put(name(code), code);
            }
        }
        KEY_CODES.forEach(name -> BY_NAME.put(name, BADVERS + KEY_CODES.indexOf(name)));
    }

    private Rcode() {}

    /** The mnemonics. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /** The code of a mnemonic in any letter case; empty if there is none. */
    public static OptionalInt parse(String name) {
        Integer code = BY_NAME.get(name.toUpperCase(Locale.ROOT));
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** The mnemonic of a response code, or {@code RCODE11} for one without. */
    public static String name(int rcode) {
        return switch (rcode) {
            case NOERROR -> "NOERROR";
            case FORMERR -> "FORMERR";
            case SERVFAIL -> "SERVFAIL";
            case NXDOMAIN -> "NXDOMAIN";
            case NOTIMP -> "NOTIMP";
            case REFUSED -> "REFUSED";
            case YXDOMAIN -> "YXDOMAIN";
            case YXRRSET -> "YXRRSET";
            case NXRRSET -> "NXRRSET";
            case NOTAUTH -> "NOTAUTH";
            case NOTZONE -> "NOTZONE";
            case BADVERS -> "BADVERS";
            case BADCOOKIE -> "BADCOOKIE";
            default -> "RCODE" + rcode;
        };
    }
}
