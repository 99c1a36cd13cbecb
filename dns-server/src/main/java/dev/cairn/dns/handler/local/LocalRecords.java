// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.local;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.SoaTail;

/** Writes what is known of this machine. Confined to one response. */
final class LocalRecords {
    private static final int TTL_SECONDS = 604_800;
    private static final int SERIAL = 1;
    private static final byte[] ROOT = new byte[1];
    private static final DomainName LOCALHOST = DomainName.parse("localhost");
    private static final byte[] LABEL = LOCALHOST.toWire();
    private static final SoaTail SOA = new SoaTail(LOCALHOST, DomainName.parse("root.localhost"), 0, 0, 0, TTL_SECONDS);
    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final ResponseWriter response;

    LocalRecords(ResponseWriter response) {
        this.response = response;
        response.setAuthoritative(true);
        response.origin(ROOT, 0, ROOT.length);
    }

    /** A name of this machine. */
    void host(QuestionReader question, int zone) {
        int owner = question.nameOffset();
        switch (question.type()) {
            case RecordType.A -> response.address(Section.ANSWER, owner, TTL_SECONDS, IPV4, 0, IPV4.length);
            case RecordType.AAAA -> response.address(Section.ANSWER, owner, TTL_SECONDS, IPV6, 0, IPV6.length);
            default -> noData(zone);
        }
    }

    /** The name of a zone. */
    void apex(QuestionReader question, boolean isHost) {
        int owner = question.nameOffset();
        switch (question.type()) {
            case RecordType.SOA -> response.soa(Section.ANSWER, owner, TTL_SECONDS, SOA, SERIAL);
            case RecordType.NS -> target(owner, RecordType.NS);
            default -> {
                if (isHost) {
                    host(question, owner);
                } else {
                    noData(owner);
                }
            }
        }
    }

    /** The reverse name of 127.0.0.1. */
    void reverse(QuestionReader question, int zone) {
        if (question.type() == RecordType.PTR) {
            target(question.nameOffset(), RecordType.PTR);
        } else {
            noData(zone);
        }
    }

    /** A name that does not exist. */
    void noSuchName(int zone) {
        response.setRcode(Rcode.NXDOMAIN);
        noData(zone);
    }

    private void target(int owner, int type) {
        response.name(Section.ANSWER, owner, type, TTL_SECONDS, LABEL, 0, LABEL.length - 1);
    }

    private void noData(int zone) {
        response.soa(Section.AUTHORITY, zone, TTL_SECONDS, SOA, SERIAL);
    }
}
