// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.ResponseWriter;
import dev.cairn.dns.wire.Section;

/** Writes what is kept as the response to the question of an exchange: id, letter case, EDNS and size are those of the question. */
final class CachedResponse {
    private CachedResponse() {}

    /** A fresh entry. */
    static void write(Exchange exchange, Entry entry, int ageSeconds) {
        if (entry.kind() == Reply.Kind.FAILURE) {
            exchange.response().extendedError(ExtendedError.CACHED_ERROR);
        }
        writeRecords(exchange, entry, ageSeconds);
    }

    /** An entry that has expired, with a time to live that says so. */
    static void writeStale(Exchange exchange, Entry entry, int ttlSeconds) {
        boolean noSuchName = Header.rcode(Header.flags(entry.message())) == Rcode.NXDOMAIN;
        exchange.response()
                .extendedError(noSuchName ? ExtendedError.STALE_NXDOMAIN_ANSWER : ExtendedError.STALE_ANSWER);
        writeRecords(exchange, entry, entry.ttlSeconds() - ttlSeconds);
    }

    private static void writeRecords(Exchange exchange, Entry entry, int ageSeconds) {
        byte[] message = entry.message();
        writeMessage(exchange, message, message.length, ageSeconds);
        entry.owners().spell(exchange);
    }

    /** A response to the same question. */
    static void writeMessage(Exchange exchange, byte[] message, int length, int ageSeconds) {
        writeCode(exchange, message);
        exchange.response().replay(message, length, ageSeconds);
    }

    /** That there is no name, in the words of an entry for a name above it. */
    static void writeCut(Exchange exchange, Entry above, int ageSeconds) {
        byte[] message = above.message();
        writeCode(exchange, message);
        for (ResourceRecord proof : Message.parse(message, message.length).authorities()) {
            exchange.response().record(Section.AUTHORITY, proof.withTtl(Math.max(0, above.ttlSeconds() - ageSeconds)));
        }
    }

    private static void writeCode(Exchange exchange, byte[] message) {
        int flags = Header.flags(message);
        QuestionReader question = exchange.question();
        ResponseWriter response = exchange.response();
        response.setRcode(Header.rcode(flags));
        response.setAuthoritative((flags & Header.FLAG_AA) != 0);
        response.setRecursionAvailable((flags & Header.FLAG_RA) != 0);
        response.setAuthenticData(wantsAuthenticData(question) && (flags & Header.FLAG_AD) != 0);
    }

    /** Whether the flag AD is for who asks: those who know what it means (RFC 6840 §5.8). */
    static boolean wantsAuthenticData(QuestionReader question) {
        return question.isDnssecOk() || (question.flags() & Header.FLAG_AD) != 0;
    }
}
