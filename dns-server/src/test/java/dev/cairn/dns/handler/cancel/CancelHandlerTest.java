// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cancel;

import static dev.cairn.dns.chain.Asking.CLIENT;
import static dev.cairn.dns.chain.Asking.SERVER;
import static dev.cairn.dns.chain.Asking.ask;
import static dev.cairn.dns.chain.Asking.dispatcher;
import static dev.cairn.dns.chain.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.handler.Blocks;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class CancelHandlerTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({"cancel 1ns, 0", "cancel 1h, 1", "cancel, 1"})
    void sendsNoAnswerThatComesTooLate(String line, int replies) {
        Waiting waiting = new Waiting();
        Dispatcher dispatcher = dispatcher(plan(line, waiting));
        Exchange exchange = dispatcher.newExchange(Transport.UDP);
        byte[] request = question("example.org.", Type.A).toWire();
        List<Integer> lengths = new ArrayList<>();
        dispatcher.serve(
                exchange, request, request.length, CLIENT, SERVER, (client, message, length) -> lengths.add(length));

        waiting.deferred.remove().resume(waiting.answer::handle);

        assertThat(lengths).hasSize(1);
        assertThat(lengths.stream().filter(length -> length > 0)).hasSize(replies);
        assertThat(dispatcher.deferredCount()).isZero();
    }

    @Test
    void whatIsAnsweredAtOnceIsInTime() {
        Plan plan = plan("cancel 1ns", new FixedAnswer("hosts", "."));

        assertThat(ask(dispatcher(plan), question("example.org.", Type.A)).getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(plan.isFast()).isTrue();
    }

    @Test
    void waitsAsLongAsClientsDoUnlessToldOtherwise() {
        assertThat(config("cancel")).isEqualTo(new CancelConfig(Duration.ofMillis(5001)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cancel 0             | cancel: the time must be longer than nothing",
                "cancel soon          | \"soon\" is not a duration",
                "cancel 1s 2s         | cancel takes 0 to one argument, not 2",
                "cancel {~ after 1s~} | cancel has no options"
            })
    void saysWhatIsWrong(String lines, String problem) {
        config(lines.replace('~', '\n'));

        assertThat(problems.toList()).singleElement().asString().contains(problem);
    }

    private CancelConfig config(String lines) {
        return CancelConfig.parse(Blocks.first(Blocks.block(lines)), problems);
    }

    private Plan plan(String line, Handler answering) {
        Plan plan = Plan.builder(DomainName.ROOT)
                .handlers(List.of(new CancelHandler(config(line)), answering))
                .build();
        assertThat(problems.toList()).isEmpty();
        return plan;
    }

    /** Defers each question. */
    private static final class Waiting implements Handler {
        private final Deque<Deferred> deferred = new ArrayDeque<>();
        private final Handler answer = new FixedAnswer("forward", ".");

        @Override
        public String directive() {
            return "forward";
        }

        @Override
        public Touch touch(DomainName zone) {
            return Touch.CHAIN;
        }

        @Override
        public Outcome handle(Exchange exchange) {
            deferred.add(exchange.defer());
            return Outcome.DEFERRED;
        }
    }
}
