// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * What the upstream says: the first label of a name, up to its hyphen, is the kind of answer. Names of no kind do not exist.
 * <b>Confined to</b> one answer.
 */
final class UpstreamAnswers {
    /** The kinds that names are asked of; see {@link #answer}. */
    static final List<String> KINDS = List.of(
            "a1", "a4", "q2", "d1", "d3", "big", "c1", "c3", "cx", "ce", "nx", "e", "en", "sf", "sfe", "rf", "ni", "t0",
            "t3", "t9000", "tm", "min", "txt", "mx", "srv", "ns", "ad", "aa");

    private static final int UDP_BYTES = 1232;
    private static final int TTL = 300;
    private static final int BIG = 60;

    private final Message reply;
    private final Name asked;
    private final int type;

    private UpstreamAnswers(Message query) {
        reply = new Message(query.getHeader().getID());
        Header header = reply.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        header.setOpcode(query.getHeader().getOpcode());
        for (int flag : new int[] {Flags.RD, Flags.CD}) {
            if (query.getHeader().getFlag(flag)) {
                header.setFlag(flag);
            }
        }
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        asked = query.getQuestion().getName();
        type = query.getQuestion().getType();
    }

    static Message to(Message query) {
        UpstreamAnswers answers = new UpstreamAnswers(query);
        answers.answer(answers.asked);
        OPTRecord opt = query.getOPT();
        if (opt != null) {
            int flags = (opt.getFlags() & ExtendedFlags.DO) == 0 ? 0 : ExtendedFlags.DO;
            answers.reply.addRecord(
                    kind(answers.asked).equals("sfe")
                            ? new OPTRecord(
                                    UDP_BYTES,
                                    0,
                                    0,
                                    flags,
                                    new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NETWORK_ERROR, "far away"))
                            : new OPTRecord(UDP_BYTES, 0, 0, flags),
                    Section.ADDITIONAL);
        }
        return answers.reply;
    }

    private static String kind(Name name) {
        String label = name.labels() == 0 ? "" : name.getLabelString(0).toLowerCase(Locale.ROOT);
        return label.contains("-") ? label.substring(0, label.indexOf('-')) : "";
    }

    private void answer(Name name) {
        switch (kind(name)) {
            case "a1" -> addresses(name, 1, 0, TTL);
            case "a4" -> addresses(name, 4, 0, TTL);
            case "q2" -> addresses(name, 0, 2, TTL);
            case "d1" -> addresses(name, 1, 1, TTL);
            case "d3" -> addresses(name, 3, 3, TTL);
            case "big" -> addresses(name, BIG, 2, TTL);
            case "c3" -> alias(name, "c2", TTL);
            case "c2" -> alias(name, "c1", TTL + 1);
            case "c1" -> alias(name, "d3", TTL);
            case "cx" -> alias(name, "nx", TTL);
            case "ce" -> alias(name, "e", TTL);
            case "e" -> noData(name, TTL);
            case "en" -> {}
            case "sf", "sfe" -> code(Rcode.SERVFAIL);
            case "rf" -> code(Rcode.REFUSED);
            case "ni" -> code(Rcode.NOTIMP);
            case "t0" -> addresses(name, 2, 2, 0);
            case "t3" -> addresses(name, 2, 2, 3);
            case "t9000" -> addresses(name, 2, 2, 9000);
            case "tm" -> alias(name, "t3", TTL);
            case "min" -> {
                code(Rcode.NXDOMAIN);
                soa(name, 60, 20);
            }
            case "ad" -> {
                reply.getHeader().setFlag(Flags.AD);
                addresses(name, 1, 1, TTL);
            }
            case "aa" -> {
                reply.getHeader().setFlag(Flags.AA);
                addresses(name, 1, 1, TTL);
            }
            case "txt", "mx", "srv", "ns" -> pointing(name);
            default -> {
                if (type == Type.PTR && name.toString(true).endsWith(".192.in-addr.arpa")) {
                    add(Section.ANSWER, new PTRRecord(name, DClass.IN, TTL, name("d1-ptr.example.org.")));
                } else {
                    code(Rcode.NXDOMAIN);
                    soa(name, TTL, TTL);
                }
            }
        }
    }

    private void code(int code) {
        reply.getHeader().setRcode(code);
    }

    private void add(int section, Record record) {
        reply.addRecord(record, section);
    }

    private void addresses(Name name, int ipv4, int ipv6, int ttl) {
        boolean isA = type == Type.A || type == Type.ANY;
        boolean isAaaa = type == Type.AAAA || type == Type.ANY;
        for (int i = 1; isA && i <= ipv4; i++) {
            add(Section.ANSWER, new ARecord(name, DClass.IN, ttl, address("192.0.2." + i)));
        }
        for (int i = 1; isAaaa && i <= ipv6; i++) {
            add(Section.ANSWER, new AAAARecord(name, DClass.IN, ttl, address("2001:db8::" + i)));
        }
        if (reply.getSection(Section.ANSWER).stream().noneMatch(each -> each.getType() != Type.CNAME)) {
            noData(name, Math.max(ttl, 1));
        }
    }

    /** An alias for the name of another kind, and what that one is answered. */
    private void alias(Name name, String kind, int ttl) {
        Name target = name(kind + name.toString().substring(name.toString().indexOf('-')));
        add(Section.ANSWER, new CNAMERecord(name, DClass.IN, ttl, target));
        if (type != Type.CNAME) {
            answer(target);
        }
    }

    private void pointing(Name name) {
        Name target = name("d1-target.example.org.");
        switch (type) {
            case Type.TXT -> add(Section.ANSWER, new TXTRecord(name, DClass.IN, TTL, List.of("one", "two words")));
            case Type.MX -> {
                add(Section.ANSWER, new MXRecord(name, DClass.IN, TTL, 10, target));
                add(Section.ADDITIONAL, new ARecord(target, DClass.IN, TTL, address("192.0.2.1")));
            }
            case Type.SRV -> {
                add(Section.ANSWER, new SRVRecord(name, DClass.IN, TTL, 1, 2, 80, target));
                add(Section.ADDITIONAL, new ARecord(target, DClass.IN, TTL - 100, address("192.0.2.1")));
            }
            case Type.NS -> {
                add(Section.ANSWER, new NSRecord(name, DClass.IN, TTL, target));
                add(Section.ADDITIONAL, new ARecord(target, DClass.IN, TTL, address("192.0.2.1")));
            }
            default -> noData(name, TTL);
        }
    }

    private void noData(Name name, int ttl) {
        soa(name, ttl, ttl);
    }

    /** The SOA record of the zone that a name is in: its last two labels. */
    private void soa(Name name, int ttl, int minimum) {
        Name zone = name.labels() <= 3 ? name : new Name(name, name.labels() - 3);
        add(
                Section.AUTHORITY,
                new SOARecord(
                        zone,
                        DClass.IN,
                        ttl,
                        name("ns.example.org."),
                        name("hostmaster.example.org."),
                        7,
                        7200,
                        600,
                        86_400,
                        minimum));
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
