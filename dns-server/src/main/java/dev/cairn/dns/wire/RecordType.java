// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The types of records and questions (RFC 1035 §3.2.2 and the IANA registry). */
public final class RecordType {

    /** IPv4 address. */
    public static final int A = 1;
    /** Name server. */
    public static final int NS = 2;
    /** Mail destination, obsolete. */
    public static final int MD = 3;
    /** Mail forwarder, obsolete. */
    public static final int MF = 4;
    /** Canonical name. */
    public static final int CNAME = 5;
    /** Start of authority. */
    public static final int SOA = 6;
    /** Mailbox. */
    public static final int MB = 7;
    /** Mail group member. */
    public static final int MG = 8;
    /** Mail rename. */
    public static final int MR = 9;
    /** Anything. */
    public static final int NULL = 10;
    /** Well-known services, obsolete. */
    public static final int WKS = 11;
    /** Pointer to a name. */
    public static final int PTR = 12;
    /** Host information; the reply to ANY (RFC 8482). */
    public static final int HINFO = 13;
    /** Mailbox information. */
    public static final int MINFO = 14;
    /** Mail exchange. */
    public static final int MX = 15;
    /** Text. */
    public static final int TXT = 16;
    /** Responsible person (RFC 1183). */
    public static final int RP = 17;
    /** AFS database (RFC 1183). */
    public static final int AFSDB = 18;
    /** Route through (RFC 1183). */
    public static final int RT = 21;
    /** Signature, obsolete (RFC 2535). */
    public static final int SIG = 24;
    /** Key (RFC 2535). */
    public static final int KEY = 25;
    /** X.400 mapping (RFC 2163). */
    public static final int PX = 26;
    /** IPv6 address (RFC 3596). */
    public static final int AAAA = 28;
    /** Location (RFC 1876). */
    public static final int LOC = 29;
    /** Next name, obsolete (RFC 2535). */
    public static final int NXT = 30;
    /** Service (RFC 2782). */
    public static final int SRV = 33;
    /** Naming authority pointer (RFC 3403). */
    public static final int NAPTR = 35;
    /** Key exchanger (RFC 2230). */
    public static final int KX = 36;
    /** Certificate (RFC 4398). */
    public static final int CERT = 37;
    /** Redirection of a subtree (RFC 6672). */
    public static final int DNAME = 39;
    /** EDNS pseudo-record (RFC 6891). */
    public static final int OPT = 41;
    /** Address prefix list (RFC 3123). */
    public static final int APL = 42;
    /** Delegation signer (RFC 4034). */
    public static final int DS = 43;
    /** SSH fingerprint (RFC 4255). */
    public static final int SSHFP = 44;
    /** IPsec key (RFC 4025). */
    public static final int IPSECKEY = 45;
    /** Signature of a record set (RFC 4034). */
    public static final int RRSIG = 46;
    /** Next secure name (RFC 4034). */
    public static final int NSEC = 47;
    /** Zone key (RFC 4034). */
    public static final int DNSKEY = 48;
    /** DHCP identifier (RFC 4701). */
    public static final int DHCID = 49;
    /** Hashed next secure name (RFC 5155). */
    public static final int NSEC3 = 50;
    /** Parameters of NSEC3 (RFC 5155). */
    public static final int NSEC3PARAM = 51;
    /** TLS certificate association (RFC 6698). */
    public static final int TLSA = 52;
    /** S/MIME certificate association (RFC 8162). */
    public static final int SMIMEA = 53;
    /** Host identity (RFC 8005). */
    public static final int HIP = 55;
    /** Child DS (RFC 7344). */
    public static final int CDS = 59;
    /** Child DNSKEY (RFC 7344). */
    public static final int CDNSKEY = 60;
    /** OpenPGP key (RFC 7929). */
    public static final int OPENPGPKEY = 61;
    /** Child to parent synchronisation (RFC 7477). */
    public static final int CSYNC = 62;
    /** Digest of a zone (RFC 8976). */
    public static final int ZONEMD = 63;
    /** Service binding (RFC 9460). */
    public static final int SVCB = 64;
    /** Service binding of HTTPS (RFC 9460). */
    public static final int HTTPS = 65;
    /** Sender policy, obsolete (RFC 7208). */
    public static final int SPF = 99;
    /** 48-bit address (RFC 7043). */
    public static final int EUI48 = 108;
    /** 64-bit address (RFC 7043). */
    public static final int EUI64 = 109;
    /** Mark of a name that does not exist (RFC 9824). */
    public static final int NXNAME = 128;
    /** Transaction key (RFC 2930). */
    public static final int TKEY = 249;
    /** Transaction signature (RFC 8945). */
    public static final int TSIG = 250;
    /** Question for an incremental zone transfer (RFC 1995). */
    public static final int IXFR = 251;
    /** Question for a zone transfer (RFC 5936). */
    public static final int AXFR = 252;
    /** Question for mailbox records, obsolete. */
    public static final int MAILB = 253;
    /** Question for mail agents, obsolete. */
    public static final int MAILA = 254;
    /** Question for any type (RFC 8482). */
    public static final int ANY = 255;
    /** URI (RFC 7553). */
    public static final int URI = 256;
    /** Certification authority authorisation (RFC 8659). */
    public static final int CAA = 257;

    private static final String[] NAMES = new String[CAA + 1];
    private static final Map<String, Integer> BY_NAME = new HashMap<>();

    static {
        put(A, "A");
        put(NS, "NS");
        put(MD, "MD");
        put(MF, "MF");
        put(CNAME, "CNAME");
        put(SOA, "SOA");
        put(MB, "MB");
        put(MG, "MG");
        put(MR, "MR");
        put(NULL, "NULL");
        put(WKS, "WKS");
        put(PTR, "PTR");
        put(HINFO, "HINFO");
        put(MINFO, "MINFO");
        put(MX, "MX");
        put(TXT, "TXT");
        put(RP, "RP");
        put(AFSDB, "AFSDB");
        put(RT, "RT");
        put(SIG, "SIG");
        put(KEY, "KEY");
        put(PX, "PX");
        put(AAAA, "AAAA");
        put(LOC, "LOC");
        put(NXT, "NXT");
        put(SRV, "SRV");
        put(NAPTR, "NAPTR");
        put(KX, "KX");
        put(CERT, "CERT");
        put(DNAME, "DNAME");
        put(OPT, "OPT");
        put(APL, "APL");
        put(DS, "DS");
        put(SSHFP, "SSHFP");
        put(IPSECKEY, "IPSECKEY");
        put(RRSIG, "RRSIG");
        put(NSEC, "NSEC");
        put(DNSKEY, "DNSKEY");
        put(DHCID, "DHCID");
        put(NSEC3, "NSEC3");
        put(NSEC3PARAM, "NSEC3PARAM");
        put(TLSA, "TLSA");
        put(SMIMEA, "SMIMEA");
        put(HIP, "HIP");
        put(CDS, "CDS");
        put(CDNSKEY, "CDNSKEY");
        put(OPENPGPKEY, "OPENPGPKEY");
        put(CSYNC, "CSYNC");
        put(ZONEMD, "ZONEMD");
        put(SVCB, "SVCB");
        put(HTTPS, "HTTPS");
        put(SPF, "SPF");
        put(EUI48, "EUI48");
        put(EUI64, "EUI64");
        put(NXNAME, "NXNAME");
        put(TKEY, "TKEY");
        put(TSIG, "TSIG");
        put(IXFR, "IXFR");
        put(AXFR, "AXFR");
        put(MAILB, "MAILB");
        put(MAILA, "MAILA");
        put(ANY, "ANY");
        put(URI, "URI");
        put(CAA, "CAA");
    }

    private RecordType() {}

    private static void put(int type, String name) {
        NAMES[type] = name;
        BY_NAME.put(name, type);
    }

    /** The mnemonic of a type, or {@code TYPE666} for one without (RFC 3597 §5). */
    public static String name(int type) {
        String known = type >= 0 && type < NAMES.length ? NAMES[type] : null;
        return known != null ? known : "TYPE" + type;
    }

    /**
     * The type of a mnemonic in any letter case, or of {@code TYPE666}.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static int parse(String name) {
        Integer known = BY_NAME.get(name.toUpperCase(Locale.ROOT));
        return known != null ? known : parseNumbered(name, "TYPE");
    }

    static int parseNumbered(String name, String prefix) {
        String digits = name.regionMatches(true, 0, prefix, 0, prefix.length()) ? name.substring(prefix.length()) : "";
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("unknown mnemonic \"" + name + "\"; " + prefix + "n takes any number");
        }
        int value = Integer.parseInt(digits);
        if (value > 0xFFFF) {
            throw new IllegalArgumentException(name + " is out of range; the largest is " + prefix + "65535");
        }
        return value;
    }
}
