// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.WireException;
import java.util.List;

/**
 * What the server says itself of a name outside the zone that an alias leads to.
 *
 * <p>The code of an answer that an alias begins is that of the last name (RFC 6604 §3). Where the server answers for no such name, the
 * alias stands alone, and who asked may go on.
 *
 * <p><b>Immutable.</b>
 *
 * @param name where the alias leads
 */
record OutsideTarget(
        DomainName name, int flags, int rcode, List<ResourceRecord> answers, List<ResourceRecord> authorities) {
    /** Reads the answer to a question for the name. */
    static OutsideTarget read(DomainName name, byte[] message, int length) {
        try {
            Message answer = Message.parse(message, length);
            return new OutsideTarget(name, answer.flags(), answer.rcode(), answer.answers(), answer.authorities());
        } catch (WireException e) {
            return new OutsideTarget(name, 0, Rcode.SERVFAIL, List.of(), List.of()); // none came
        }
    }

    /** Asks the server for the name, and goes on with the query when it has answered. */
    static void ask(Exchange exchange, DomainName name, Continuation then) {
        int type = exchange.question().type();
        Deferred deferred = exchange.defer();
        deferred.askServer(name, type, (message, length) -> {
            OutsideTarget target = read(name, message, length);
            deferred.resume(resumed -> then.resume(resumed, target));
        });
    }

    /** Goes on with a query that waited for the target. */
    @FunctionalInterface
    interface Continuation {
        Outcome resume(Exchange exchange, OutsideTarget target);
    }

    /** Adds what was said to a response that ends with the alias. */
    void writeTo(ResponseWriter response) {
        if (rcode == Rcode.REFUSED) {
            return;
        }
        response.setRcode(rcode);
        response.setRecursionAvailable((flags & Header.FLAG_RA) != 0);
        boolean fits = true;
        for (ResourceRecord record : answers) {
            fits = fits && response.record(Section.ANSWER, record);
        }
        for (ResourceRecord record : authorities) {
            fits = fits && response.record(Section.AUTHORITY, record);
        }
        if ((flags & Header.FLAG_TC) != 0) {
            response.setTruncated(true);
        }
    }
}
