// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.rewrite;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problem;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Edns;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Question;
import dev.cairn.dns.wire.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server of one {@link Zone} behind some {@code rewrite} lines. */
final class Rewritten {
    private final RewriteHandler handler;
    private final Dispatcher dispatcher;

    Rewritten(Zone zone, String lines) {
        handler = handler(lines);
        dispatcher = Asking.dispatcher(
                Plan.builder(DomainName.ROOT).handlers(List.of(handler, zone)).build());
    }

    static RewriteHandler handler(String lines) {
        Problems problems = new Problems();
        List<RewriteConfig> configs = new ArrayList<>();
        for (Directive line : Blocks.block(lines).directives()) {
            RewriteConfig.parse(line, problems).ifPresent(configs::add);
        }
        problems.throwIfAny();
        return new RewriteHandler(configs);
    }

    /** What is wrong with one line. */
    static String problem(String line) {
        Problems problems = new Problems();
        Optional<RewriteConfig> config = RewriteConfig.parse(Blocks.first(Blocks.block(line)), problems);
        List<Problem> found = problems.toList();
        return found.isEmpty() ? "none; " + config.isPresent() : found.get(0).message();
    }

    RewriteHandler handler() {
        return handler;
    }

    Message ask(String name) {
        return ask(name, RecordType.A);
    }

    Message ask(String name, int type) {
        return ask(Message.query(DomainName.parse(name), type).build());
    }

    Message askOfClass(String name, int recordClass) {
        return ask(Message.builder()
                .question(new Question(DomainName.parse(name), RecordType.A, recordClass))
                .build());
    }

    Message askWithEdns(String name, Edns edns) {
        return ask(
                Message.query(DomainName.parse(name), RecordType.A).edns(edns).build());
    }

    /** The reply over UDP, however late. */
    Message ask(Message query) {
        byte[] request = query.toWire();
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        List<byte[]> late = new ArrayList<>();
        int length = dispatcher.serve(
                exchange,
                request,
                request.length,
                Asking.CLIENT,
                Asking.SERVER,
                (client, message, octets) -> late.add(Arrays.copyOf(message, octets)));
        byte[] reply = late.isEmpty() ? Arrays.copyOf(exchange.response().bytes(), length) : late.get(0);
        return Message.parse(reply, reply.length);
    }
}
