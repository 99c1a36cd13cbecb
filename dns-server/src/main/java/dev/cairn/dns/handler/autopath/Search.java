// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.autopath;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;
import dev.cairn.dns.wire.WireException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's query on its way through the names of a search path. The first that exists ends it, whatever types it has, so that A and
 * AAAA end at the same one. When none exists or one cannot be asked, the client gets the answer for the name that it asked.
 *
 * <p><b>Confined to</b> one thread at a time.
 */
final class Search {
    private final Deferred query;
    private final List<DomainName> steps;
    private final int type;
    private final Runnable success;
    private @Nullable Message first;

    /**
     * A search that has not begun.
     *
     * @param steps the names, that asked first
     * @param success to be told when a name was found
     */
    Search(Deferred query, List<DomainName> steps, int type, Runnable success) {
        this.query = query;
        this.steps = steps;
        this.type = type;
        this.success = success;
    }

    void begin() {
        ask(0);
    }

    private void ask(int step) {
        if (step == steps.size()) {
            answerPlainly();
            return;
        }
        ask(steps.get(step), type, reply -> {
            if (step == 0) {
                first = reply;
            }
            take(step, reply);
        });
    }

    private void ask(DomainName name, int asked, Consumer<Message> then) {
        query.askNext(name, asked, (message, length) -> {
            Message reply;
            try {
                reply = length == 0 ? null : Message.parse(message, length);
            } catch (WireException e) {
                reply = null;
            }
            if (reply == null) {
                answerPlainly();
            } else {
                then.accept(reply);
            }
        });
    }

    private void take(int step, Message reply) {
        switch (reply.rcode()) {
            case Rcode.NOERROR -> found(step, reply);
            case Rcode.NXDOMAIN -> missing(step, reply);
            case Rcode.REFUSED -> refused(step);
            default -> answerPlainly();
        }
    }

    /** What a client may not ask it does not learn by a search; of further domains, some are often served by nobody. */
    private void refused(int step) {
        if (step == 0) {
            answerPlainly();
        } else {
            ask(step + 1);
        }
    }

    /** Name servers that say of AAAA that there is no such name, where there is one with A, are not rare (RFC 4074 §4.2). */
    private void missing(int step, Message reply) {
        if (type != RecordType.AAAA || reply.has(Header.FLAG_AA)) {
            ask(step + 1);
            return;
        }
        ask(steps.get(step), RecordType.A, other -> {
            if (other.rcode() == Rcode.NOERROR) {
                found(step, reply);
            } else {
                ask(step + 1);
            }
        });
    }

    private void found(int step, Message reply) {
        success.run();
        query.resume(exchange -> {
            ResponseWriter response = exchange.response();
            begin(response, reply, Rcode.NOERROR);
            if (step > 0) {
                response.record(
                        Section.ANSWER,
                        new ResourceRecord(steps.get(0), ttlSeconds(reply), new Rdata.Cname(steps.get(step))));
            }
            return write(response, reply);
        });
    }

    /** How long the way to a name may be kept: as long as what was found there. */
    private static long ttlSeconds(Message reply) {
        List<ResourceRecord> records = reply.answers().isEmpty() ? reply.authorities() : reply.answers();
        return records.stream().mapToLong(ResourceRecord::ttlSeconds).min().orElse(0);
    }

    private void answerPlainly() {
        Message reply = first;
        query.resume(exchange -> {
            if (reply == null) {
                return Outcome.PASS_ON;
            }
            begin(exchange.response(), reply, reply.rcode());
            return write(exchange.response(), reply);
        });
    }

    private static void begin(ResponseWriter response, Message reply, int rcode) {
        response.setRcode(rcode);
        response.setAuthoritative(reply.has(Header.FLAG_AA));
        response.setRecursionAvailable(reply.has(Header.FLAG_RA));
        response.setTruncated(reply.has(Header.FLAG_TC));
        reply.edns()
                .ifPresent(edns -> edns.options().forEach(option -> {
                    byte[] data = option.data();
                    response.option(option.code(), data, 0, data.length);
                }));
    }

    private static Outcome write(ResponseWriter response, Message reply) {
        for (Section section : Section.values()) {
            for (ResourceRecord record : reply.section(section)) {
                response.record(section, record);
            }
        }
        return Outcome.ANSWERED;
    }
}
