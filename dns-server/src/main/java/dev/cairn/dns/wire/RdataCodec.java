// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and writes the data of records: one case for each type that has a form of its own. */
final class RdataCodec {

    private RdataCodec() {}

    /**
     * Reads data from the reader's position up to its limit.
     *
     * @throws WireException if the data is not what the type says
     */
    static Rdata read(WireReader in, int type, int recordClass) {
        Rdata data = isKnown(type, recordClass) ? readKnown(in, type) : Rdata.Unknown.owning(type, in.rest());
        if (in.remaining() != 0) {
            throw in.malformed(in.remaining() + " octets too many in " + RecordType.name(type) + " data");
        }
        return data;
    }

    private static boolean isKnown(int type, int recordClass) {
        return switch (recordClass) {
            case RecordClass.IN -> true;
            // Updates use these two with data left out (RFC 2136 §2.4).
            case RecordClass.ANY, RecordClass.NONE -> false;
            // Addresses are of the Internet only (RFC 3597 §4); names are names everywhere.
            default -> type != RecordType.A && type != RecordType.AAAA && type != RecordType.SRV;
        };
    }

    private static Rdata readKnown(WireReader in, int type) {
        return switch (type) {
            case RecordType.A -> new Rdata.A(AddressText.inet4(in.bytes(4)));
            case RecordType.AAAA -> new Rdata.Aaaa(AddressText.inet6(in.bytes(16)));
            case RecordType.NS -> new Rdata.Ns(in.name());
            case RecordType.CNAME -> new Rdata.Cname(in.name());
            case RecordType.PTR -> new Rdata.Ptr(in.name());
            case RecordType.DNAME -> new Rdata.Dname(in.name());
            case RecordType.SOA ->
                new Rdata.Soa(in.name(), in.name(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
            case RecordType.MX -> new Rdata.Mx(in.u16(), in.name());
            case RecordType.SRV -> new Rdata.Srv(in.u16(), in.u16(), in.u16(), in.name());
            case RecordType.TXT -> new Rdata.Txt(strings(in));
            case RecordType.HINFO -> new Rdata.Hinfo(in.string(), in.string());
            default -> Rdata.Unknown.owning(type, expanded(in, type));
        };
    }

    private static List<String> strings(WireReader in) {
        List<String> strings = new ArrayList<>(1);
        do {
            strings.add(in.string());
        } while (in.remaining() > 0);
        return strings;
    }

    /** The data of a type without a form of its own, names written out if the type may have compressed ones. */
    private static byte[] expanded(WireReader in, int type) {
        String layout = compressible(type);
        if (layout.isEmpty()) {
            return in.rest();
        }
        WireWriter out = in.scratch();
        for (int i = 0; i < layout.length(); i++) {
            switch (layout.charAt(i)) {
                case '2' -> out.put16(in.u16());
                case 's' -> out.string(in.string());
                case 'n' -> in.nameTo(out);
                default -> throw new AssertionError(layout);
            }
        }
        return Arrays.copyOf(out.bytes(), out.position());
    }

    /**
     * The layout of the rarer types whose senders may compress names (RFC 3597 §4): two octets, a string, a name.
     */
    private static String compressible(int type) {
        return switch (type) {
            case RecordType.MD, RecordType.MF, RecordType.MB, RecordType.MG, RecordType.MR -> "n";
            case RecordType.MINFO, RecordType.RP -> "nn";
            case RecordType.AFSDB, RecordType.RT, RecordType.KX -> "2n";
            case RecordType.PX -> "2nn";
            case RecordType.NAPTR -> "22sssn";
            default -> "";
        };
    }

    static void write(WireWriter out, Rdata data) {
        if (data instanceof Rdata.A a) {
            out.put(a.address().getAddress());
        } else if (data instanceof Rdata.Aaaa aaaa) {
            out.put(aaaa.address().getAddress());
        } else if (data instanceof Rdata.Ns ns) {
            out.compressedName(ns.target());
        } else if (data instanceof Rdata.Cname cname) {
            out.compressedName(cname.target());
        } else if (data instanceof Rdata.Ptr ptr) {
            out.compressedName(ptr.target());
        } else if (data instanceof Rdata.Dname dname) {
            out.name(dname.target());
        } else if (data instanceof Rdata.Soa soa) {
            write(out, soa);
        } else if (data instanceof Rdata.Mx mx) {
            out.put16(mx.preference());
            out.compressedName(mx.exchange());
        } else if (data instanceof Rdata.Srv srv) {
            out.put16(srv.priority());
            out.put16(srv.weight());
            out.put16(srv.port());
            out.name(srv.target());
        } else if (data instanceof Rdata.Txt txt) {
            txt.strings().forEach(out::string);
        } else if (data instanceof Rdata.Hinfo hinfo) {
            out.string(hinfo.cpu());
            out.string(hinfo.os());
        } else if (data instanceof Rdata.Unknown unknown) {
            out.put(unknown.data());
        } else {
            throw new AssertionError(data);
        }
    }

    private static void write(WireWriter out, Rdata.Soa soa) {
        out.compressedName(soa.primary());
        out.compressedName(soa.mailbox());
        out.put32(soa.serial());
        out.put32(soa.refreshSeconds());
        out.put32(soa.retrySeconds());
        out.put32(soa.expireSeconds());
        out.put32(soa.minimumSeconds());
    }
}
