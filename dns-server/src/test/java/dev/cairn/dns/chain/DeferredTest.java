// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import static dev.cairn.dns.chain.Asking.CLIENT;
import static dev.cairn.dns.chain.Asking.SERVER;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rdata;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResourceRecord;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class DeferredTest {
    private final Deque<Deferred> waiting = new ArrayDeque<>();
    private final List<String> finished = new ArrayList<>();
    private final List<Message> replies = new ArrayList<>();

    private final Handler watcher = handler("log", exchange -> Outcome.PASS_ON);
    private final Handler deferring = handler("forward", exchange -> {
        waiting.add(exchange.defer());
        return Outcome.DEFERRED;
    });

    @Test
    void answersLaterWithTheClientsIdAndQuestion() {
        Message question = question("a.example.org.", Type.A);
        Dispatcher dispatcher = dispatcher(plan(watcher, deferring));
        ask(dispatcher, question);
        assertThat(replies).isEmpty();
        assertThat(finished).isEmpty();
        assertThat(dispatcher.deferredCount()).isOne();

        waiting.remove().resume(DeferredTest::answerAddress);
        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.getHeader().getID()).isEqualTo(question.getHeader().getID());
            assertThat(reply.getQuestion().getName()).hasToString("a.example.org.");
            assertThat(reply.getSection(1)).hasSize(1);
        });
        assertThat(finished).containsExactly("forward a.example.org.", "log a.example.org.");
        assertThat(dispatcher.deferredCount()).isZero();
    }

    @Test
    void goesOnWithTheNextHandlerWhenTheStepPassesOn() {
        ask(dispatcher(plan(deferring, handler("hosts", DeferredTest::answerAddress))), question("a.", Type.A));
        waiting.remove().resume(exchange -> Outcome.PASS_ON);
        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR));
    }

    @Test
    void isResumedOnce() {
        ask(dispatcher(plan(deferring)), question("a.", Type.A));
        Deferred deferred = waiting.remove();
        deferred.resume(exchange -> Outcome.DROPPED);
        deferred.resume(DeferredTest::answerAddress);
        assertThat(replies).isEmpty();
    }

    @Test
    void clientsThatWaitAreToldWhenNobodyCanWaitAnyLonger() {
        Dispatcher dispatcher = dispatcher(plan(watcher, deferring));
        ask(dispatcher, question("a.", Type.A));
        ask(dispatcher, question("b.", Type.A));
        waiting.remove().resume(DeferredTest::answerAddress);

        assertThat(dispatcher.failDeferred()).isOne();
        waiting.remove().resume(DeferredTest::answerAddress);

        assertThat(replies)
                .extracting(reply -> reply.getQuestion().getName() + " " + Rcode.string(reply.getRcode()))
                .containsExactly("a. NOERROR", "b. SERVFAIL");
        assertThat(finished).endsWith("forward b.", "log b.");
        assertThat(dispatcher.deferredCount()).isZero();
        assertThat(dispatcher.failDeferred()).isZero();
    }

    @Test
    void answersServfailWhenTheStepThrows() {
        ask(dispatcher(plan(watcher, deferring)), question("a.", Type.A));
        waiting.remove().resume(exchange -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL));
    }

    @Test
    void answersServfailWhenAHandlerThrowsAfterItDeferred() {
        Handler broken = handler("forward", exchange -> {
            waiting.add(exchange.defer());
            throw new IllegalStateException("a bug");
        });
        Dispatcher dispatcher = dispatcher(plan(watcher, broken));
        assertThat(Asking.ask(dispatcher, question("a.", Type.A)).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(dispatcher.deferredCount()).isZero();
        waiting.remove().resume(DeferredTest::answerAddress);
        assertThat(replies).isEmpty();
    }

    @Test
    void showsAReplacedQuestionToHandlersThatFollowAndTheClientsOwnToItself() {
        Handler rewrite =
                new Scripted("rewrite", exchange -> {
                    exchange.note(exchange.question().name());
                    exchange.replaceQuestion(DomainName.parse("longer.name.test."), RecordType.A, 1);
                    return Outcome.PASS_ON;
                }) {
                    @Override
                    public void finished(Exchange exchange) {
                        super.finished(exchange);
                        DomainName asked = (DomainName) Objects.requireNonNull(exchange.note());
                        exchange.restoreQuestion();
                        exchange.response().record(Section.ANSWER, record(asked));
                        exchange.response().finish();
                    }
                };
        ask(dispatcher(plan(watcher, rewrite, deferring)), question("a.example.org.", Type.AAAA));
        waiting.remove().resume(DeferredTest::answerAddress);
        assertThat(finished)
                .containsExactly("forward longer.name.test.", "rewrite longer.name.test.", "log a.example.org.");
        assertThat(replies).singleElement().satisfies(reply -> {
            assertThat(reply.getQuestion().getName()).hasToString("a.example.org.");
            assertThat(reply.getQuestion().getType()).isEqualTo(Type.AAAA);
            assertThat(reply.getSection(1).get(0).getName()).hasToString("a.example.org.");
        });
    }

    @Test
    void asksHandlersThatFollowAndTheWholeServer() {
        List<String> answers = new ArrayList<>();
        Handler asking = handler("autopath", exchange -> {
            if (exchange.isOfHandler()) {
                return Outcome.PASS_ON;
            }
            Deferred later = exchange.defer();
            later.askNext(
                    DomainName.parse("next.test."),
                    RecordType.A,
                    (message, length) -> answers.add(text(message, length)));
            later.askServer(DomainName.parse("all.test."), RecordType.A, (message, length) -> {
                answers.add(text(message, length));
                later.resume(DeferredTest::answerAddress);
            });
            return Outcome.DEFERRED;
        });
        ask(dispatcher(plan(watcher, asking, deferring)), question("a.", Type.A));
        waiting.remove().resume(DeferredTest::answerAddress);
        assertThat(answers).containsExactly("next.test. PTR");
        waiting.remove().resume(DeferredTest::answerAddress);
        assertThat(answers).containsExactly("next.test. PTR", "all.test. PTR");
        assertThat(finished)
                .containsExactly(
                        "forward next.test.",
                        "forward all.test.",
                        "autopath all.test.",
                        "log all.test.",
                        "autopath a.",
                        "log a.");
        assertThat(replies).hasSize(1);
    }

    @Test
    void endsQuestionsThatLeadToThemselves() {
        Handler circular = handler("template", exchange -> {
            Deferred later = exchange.defer();
            later.askServer(exchange.question().name(), RecordType.A, (message, length) -> {
                int code = message[3] & 0xF;
                later.resume(next -> {
                    next.response().setRcode(code);
                    return Outcome.ANSWERED;
                });
            });
            return Outcome.DEFERRED;
        });
        ask(dispatcher(plan(circular, watcher)), question("a.", Type.A));
        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL));
    }

    private void ask(Dispatcher dispatcher, Message question) {
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = question.toWire();
        int length = dispatcher.serve(exchange, request, request.length, CLIENT, SERVER, (client, message, octets) -> {
            if (octets > 0) {
                replies.add(read(message, octets));
            }
        });
        Arrays.fill(request, (byte) 0xFF);
        assertThat(length).isZero();
    }

    private static Outcome answerAddress(Exchange exchange) {
        exchange.response().record(Section.ANSWER, record(exchange.question().name()));
        return Outcome.ANSWERED;
    }

    private static ResourceRecord record(DomainName owner) {
        return new ResourceRecord(owner, 30, new Rdata.Ptr(owner));
    }

    private static String text(byte[] message, int length) {
        org.xbill.DNS.Record first = read(message, length).getSection(1).get(0);
        return first.getName() + " " + Type.string(first.getType());
    }

    private static Message read(byte[] message, int length) {
        try {
            return new Message(Arrays.copyOf(message, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Plan plan(Handler... handlers) {
        return Plan.builder(DomainName.ROOT).handlers(List.of(handlers)).build();
    }

    private Handler handler(String directive, Function<Exchange, Outcome> handling) {
        return new Scripted(directive, handling);
    }

    private class Scripted implements Handler {
        private final String directive;
        private final Function<Exchange, Outcome> handling;

        Scripted(String directive, Function<Exchange, Outcome> handling) {
            this.directive = directive;
            this.handling = handling;
        }

        @Override
        public String directive() {
            return directive;
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.CHAIN;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            return handling.apply(exchange);
        }

        @Override
        public void finished(Exchange exchange) {
            finished.add(directive + " " + exchange.question().name());
        }
    }
}
