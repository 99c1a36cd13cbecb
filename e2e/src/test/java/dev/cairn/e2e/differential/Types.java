// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.List;
import org.xbill.DNS.Type;

/** Numbers of record types. */
final class Types {
    static final int A = Type.A;
    static final int NS = Type.NS;
    static final int CNAME = Type.CNAME;
    static final int SOA = Type.SOA;
    static final int PTR = Type.PTR;
    static final int HINFO = Type.HINFO;
    static final int MX = Type.MX;
    static final int TXT = Type.TXT;
    static final int AAAA = Type.AAAA;
    static final int SRV = Type.SRV;
    static final int OPT = Type.OPT;
    static final int HTTPS = Type.HTTPS;
    static final int ANY = Type.ANY;

    /** What each name is asked for: all that there are here, what clients ask everywhere, and types that nobody knows. */
    static final List<Integer> ASKED =
            List.of(A, AAAA, SRV, PTR, TXT, CNAME, NS, SOA, MX, HTTPS, ANY, Type.SVCB, Type.DS, Type.CAA, 1234, 65_280);

    private Types() {}

    static String name(int type) {
        return Type.string(type);
    }
}
