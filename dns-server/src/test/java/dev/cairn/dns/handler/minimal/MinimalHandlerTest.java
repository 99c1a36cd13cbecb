// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.minimal;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Answering;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class MinimalHandlerTest {
    private static final byte[] ADDRESS = {10, 0, 0, 1};
    private static final DomainName ZONE = DomainName.parse("example.org.");
    private static final ResourceRecord SERVER = new ResourceRecord(ZONE, 5, new Rdata.Ns(ZONE));

    @Test
    void leavesOutWhatStandsAfterAnAnswer() {
        Message reply = asked(exchange -> {
            write(exchange, Section.ANSWER);
            exchange.response().record(Section.AUTHORITY, SERVER);
            write(exchange, Section.ADDITIONAL);
        });

        assertThat(counts(reply)).containsExactly(1, 0, 0);
        assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
    }

    @Test
    void keepsADelegationWhole() {
        Message reply = asked(exchange -> {
            exchange.response().record(Section.AUTHORITY, SERVER);
            write(exchange, Section.ADDITIONAL);
        });

        assertThat(counts(reply)).containsExactly(0, 1, 1);
    }

    @Test
    void keepsWhatSaysHowLongAnAliasLeadsToNothing() {
        Rdata soa = new Rdata.Soa(ZONE, ZONE, 1, 2, 3, 4, 5);
        Message reply = asked(exchange -> {
            exchange.response().record(Section.ANSWER, new ResourceRecord(ZONE, 5, new Rdata.Cname(ZONE)));
            exchange.response().record(Section.AUTHORITY, new ResourceRecord(ZONE, 5, soa));
        });

        assertThat(counts(reply)).containsExactly(1, 1, 0);
    }

    @Test
    void isForgottenWithTheNextZone() {
        Plan other = Plan.builder(DomainName.ROOT)
                .handlers(List.of(new Answering(MinimalHandlerTest::writeWithAddress)))
                .build();
        Dispatcher dispatcher = dispatcher(plan(MinimalHandlerTest::writeWithAddress), other);
        Exchange exchange = dispatcher.newExchange(Transport.UDP);

        assertThat(additionals(dispatcher, exchange, "example.org.")).isZero();
        assertThat(additionals(dispatcher, exchange, "example.com.")).isOne();
    }

    private static int additionals(Dispatcher dispatcher, Exchange exchange, String name) {
        byte[] request = question(name, Type.A).toWire();
        dispatcher.serve(exchange, request, request.length, Asking.CLIENT, Asking.SERVER, LateReplies.NOBODY);
        return exchange.response().count(Section.ADDITIONAL);
    }

    private static Message asked(Consumer<Exchange> writer) {
        return ask(dispatcher(plan(writer)), question("example.org.", Type.A));
    }

    private static Plan plan(Consumer<Exchange> writer) {
        Plan plan = Plan.builder(ZONE)
                .handlers(List.of(new MinimalHandler(), new Answering(writer)))
                .build();
        assertThat(plan.isFast()).isTrue();
        return plan;
    }

    private static void writeWithAddress(Exchange exchange) {
        write(exchange, Section.ANSWER);
        write(exchange, Section.ADDITIONAL);
    }

    private static void write(Exchange exchange, Section in) {
        exchange.response().address(in, exchange.question().nameOffset(), 5, ADDRESS, 0, 4);
    }

    private static List<Integer> counts(Message reply) {
        return List.of(1, 2, 3).stream().map(reply.getHeader()::getCount).toList();
    }
}
