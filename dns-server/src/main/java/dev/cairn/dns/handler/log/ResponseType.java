// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.log;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/** What kind of answer a client got, as CoreDNS tells them apart. */
enum ResponseType {
    /** Records, or nothing at all. */
    NOERROR(ResponseClass.SUCCESS),
    /** Where to ask instead. */
    DELEGATION(ResponseClass.SUCCESS),
    /** No record of the type. */
    NODATA(ResponseClass.DENIAL),
    /** No such name. */
    NXDOMAIN(ResponseClass.DENIAL),
    /** The server cannot answer. */
    SERVERERROR(ResponseClass.ERROR),
    /** Anything else. */
    OTHERERROR(ResponseClass.ERROR);

    private final ResponseClass kind;

    ResponseType(ResponseClass kind) {
        this.kind = kind;
    }

    /** The class of the option {@code class}. */
    ResponseClass kind() {
        return kind;
    }

    static ResponseType of(Exchange exchange) {
        ResponseWriter response = exchange.response();
        boolean answered = response.count(Section.ANSWER) > 0;
        return switch (response.rcode()) {
            case Rcode.NOERROR -> answered ? NOERROR : withoutAnswer(response);
            case Rcode.NXDOMAIN -> answered ? OTHERERROR : NXDOMAIN;
            case Rcode.SERVFAIL, Rcode.NOTIMP -> SERVERERROR;
            default -> OTHERERROR;
        };
    }

    private static ResponseType withoutAnswer(ResponseWriter response) {
        ResponseType type = NOERROR;
        RecordCursor records = new RecordCursor();
        records.start(response.bytes(), response.length());
        while (records.next() && records.section() != Section.ADDITIONAL) {
            if (records.type() == RecordType.SOA) {
                return NODATA;
            }
            if (records.type() == RecordType.NS) {
                type = DELEGATION;
            }
        }
        return type;
    }
}
