// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static dev.cairn.dns.chain.Asking.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.DomainName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DispatcherTest {
    private static final Handler ANSWER = new FixedAnswer("kubernetes", "cluster.local.");

    private final Dispatcher dispatcher = dispatcher(plan("cluster.local.", ANSWER));

    @Test
    void answersFromThePlanOfTheZoneAndEchoesTheQuestion() {
        Message query = question("OrDers.shop.svc.Cluster.LOCAL.", Type.A);
        Message reply = ask(dispatcher, query);
        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(reply.getQuestion().getName().toString()).isEqualTo("OrDers.shop.svc.Cluster.LOCAL.");
        assertThat(reply.getSection(Section.ANSWER)).hasSize(1);
    }

    @Test
    void refusesNamesOutsideAllZonesAndSaysWhyWhereEdnsAllows() {
        Message query = question("example.org.", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        Message reply = ask(dispatcher, query);
        assertThat(reply.getRcode()).isEqualTo(Rcode.REFUSED);
        assertNotAuthoritative(reply);
        assertThat(ask(dispatcher, question("example.org.", Type.A)).getOPT()).isNull();
    }

    private static void assertNotAuthoritative(Message reply) {
        assertThat(reply.getOPT().getOptions())
                .singleElement()
                .isInstanceOfSatisfying(
                        ExtendedErrorCodeOption.class,
                        error -> assertThat(error.getErrorCode()).isEqualTo(ExtendedErrorCodeOption.NOT_AUTHORITATIVE));
    }

    @ParameterizedTest
    @ValueSource(ints = {Type.AXFR, Type.IXFR})
    void refusesZoneTransfers(int type) {
        assertThat(ask(dispatcher, question("cluster.local.", type)).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void refusesOtherClasses() {
        Message query = question("version.bind.", Type.TXT);
        byte[] request = query.toWire();
        ByteBuffer.wrap(request).putShort(request.length - 2, (short) DClass.CH);
        byte[] reply = reply(dispatcher, Transport.UDP, request);
        assertThat(reply[3] & 0xf).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void answersNotImplementedWithABareHeaderToOtherOpcodes() {
        Message query = question("cluster.local.", Type.SOA);
        query.getHeader().setOpcode(Opcode.UPDATE);
        byte[] reply = reply(dispatcher, Transport.UDP, query.toWire());
        assertThat(reply).hasSize(Header.LENGTH);
        assertThat(reply[3] & 0xf).isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void keepsSilentToResponsesAndToFragmentsOfAHeader() {
        Message response = question("orders.cluster.local.", Type.A);
        response.getHeader().setFlag(Flags.QR);
        assertThat(reply(dispatcher, Transport.UDP, response.toWire())).isEmpty();
        assertThat(reply(dispatcher, Transport.UDP, new byte[11])).isEmpty();
    }

    @Test
    void answersServfailWhenAHandlerThrowsAndGoesOn() {
        CountingRecorder recorder = new CountingRecorder();
        FailingHandler failing = new FailingHandler();
        Dispatcher fragile = dispatcher(recorder, plan("cluster.local.", failing, ANSWER));
        assertThat(ask(fragile, question("a.cluster.local.", Type.A)).getRcode())
                .isEqualTo(Rcode.SERVFAIL);
        assertThat(recorder.panics).isEqualTo(1);
        assertThat(failing.failures).singleElement().isInstanceOf(IllegalStateException.class);
        failing.broken = false;
        assertThat(ask(fragile, question("a.cluster.local.", Type.A)).getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(recorder.records).isEqualTo(2);
    }

    @Test
    void failsWhenNobodyAnswersAndSaysSo() {
        FailingHandler passing = new FailingHandler();
        passing.broken = false;
        Message query = question("example.org.", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);

        Message reply = ask(dispatcher(plan(".", passing)), query);

        assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertNotAuthoritative(reply);
        assertThat(passing.reasons).singleElement().asString().startsWith("no next plugin found");
    }

    @Test
    void refusesWhatABlockWithoutHandlersIsAsked() {
        assertThat(ask(dispatcher(plan(".")), question("example.org.", Type.A)).getRcode())
                .isEqualTo(Rcode.REFUSED);
    }

    @Test
    void sendsNothingWhenAHandlerDrops() {
        Handler dropping = new Scripted("acl", Touch.CHAIN, Outcome.DROPPED, new ArrayList<>());
        CountingRecorder recorder = new CountingRecorder();
        Dispatcher silent = dispatcher(recorder, plan(".", dropping, ANSWER));
        assertThat(reply(silent, Transport.UDP, question("a.", Type.A).toWire()))
                .isEmpty();
        assertThat(recorder.records).isEqualTo(1);
    }

    @Test
    void asksHandlersInOrderAndTellsThemInReverse() {
        List<String> calls = new ArrayList<>();
        Plan plan = plan(
                "cluster.local.",
                new Scripted("log", Touch.CHAIN, Outcome.PASS_ON, calls),
                new Scripted("loadbalance", Touch.INLINE, Outcome.PASS_ON, calls),
                new Scripted("rewrite", Touch.CHAIN, Outcome.PASS_ON, calls),
                ANSWER,
                new Scripted("forward", Touch.ANSWER, Outcome.ANSWERED, calls));
        Message reply = ask(dispatcher(plan), question("a.cluster.local.", Type.A));
        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(calls).containsExactly("log", "rewrite", "~rewrite", "~log");
        assertThat(plan.isFast()).isFalse();
        assertThat(plan.slowDirectives()).containsExactly("log", "rewrite");
    }

    @Test
    void givesTheSameOctetsOnAndOffTheFastPath() {
        Dispatcher slow = dispatcher(
                plan("cluster.local.", new Scripted("log", Touch.CHAIN, Outcome.PASS_ON, new ArrayList<>()), ANSWER));
        byte[] request = question("a.cluster.local.", Type.A).toWire();
        for (Transport transport : Transport.values()) {
            assertThat(reply(slow, transport, request)).isEqualTo(reply(dispatcher, transport, request));
        }
    }

    @Test
    void servesReplacedZonesFromTheNextRequestOn() {
        dispatcher.replaceZones(ZoneTable.of(List.of(plan("example.org.", new FixedAnswer("hosts", "example.org.")))));
        assertThat(ask(dispatcher, question("a.cluster.local.", Type.A)).getRcode())
                .isEqualTo(Rcode.REFUSED);
        assertThat(ask(dispatcher, question("a.example.org.", Type.A)).getRcode())
                .isEqualTo(Rcode.NOERROR);
    }

    private static Plan plan(String zone, Handler... handlers) {
        return Plan.builder(DomainName.parse(zone)).handlers(List.of(handlers)).build();
    }

    private record Scripted(String directive, Touch touch, Outcome outcome, List<String> calls) implements Handler {
        @Override
        public Touch touch(DomainName zone) {
            return touch;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            calls.add(directive);
            return outcome;
        }

        @Override
        public void finished(Exchange exchange) {
            assertThat(exchange.response().length()).isPositive();
            calls.add("~" + directive);
        }
    }

    private static final class FailingHandler implements Handler {
        private final List<Throwable> failures = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private boolean broken = true;

        @Override
        public String directive() {
            return "failing";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.ANSWER;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            if (broken) {
                exchange.response().setAuthoritative(true);
                throw new IllegalStateException("bug");
            }
            return Outcome.PASS_ON;
        }

        @Override
        public void failed(Exchange exchange, Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void failed(Exchange exchange, String reason) {
            reasons.add(reason);
        }
    }

    private static final class CountingRecorder implements QueryRecorder {
        private int records;
        private int panics;

        @Override
        public void record(Exchange exchange, int requestBytes, int responseBytes, long durationNanos) {
            records++;
        }

        @Override
        public void panic() {
            panics++;
        }
    }
}
