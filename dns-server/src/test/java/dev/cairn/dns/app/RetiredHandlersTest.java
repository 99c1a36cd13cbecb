// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class RetiredHandlersTest {
    private final Waiting handler = new Waiting();
    private final Plan plan =
            Plan.builder(DomainName.ROOT).handlers(List.of(handler)).build();
    private final RetiredHandlers retired = new RetiredHandlers();

    private static final class Waiting implements Handler {
        private final List<Deferred> queries = new ArrayList<>();
        private int closed;

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
            queries.add(exchange.defer());
            return Outcome.DEFERRED;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static long seconds(double value) {
        return (long) (value * TimeUnit.SECONDS.toNanos(1));
    }

    private void ask() {
        Dispatcher dispatcher = Asking.dispatcher(plan);
        Asking.reply(
                dispatcher,
                Transport.UDP,
                Asking.question("example.org.", Type.A).toWire());
    }

    @Test
    void closesHandlersASecondAfterTheyWereReplaced() {
        retired.add(List.of(plan), List.of(handler), 0);

        assertThat(retired.closeIdle(seconds(0.9))).isTrue();
        assertThat(handler.closed).isZero();
        assertThat(retired.closeIdle(seconds(1))).isFalse();
        assertThat(handler.closed).isOne();
        retired.close();
        assertThat(handler.closed).isOne();
    }

    @Test
    void waitsForQueriesThatTheyDeferred() {
        ask();
        ask();
        assertThat(plan.deferredCount()).isEqualTo(2);
        retired.add(List.of(plan), List.of(handler), 0);

        handler.queries.get(0).resume(exchange -> Outcome.DROPPED);
        assertThat(retired.closeIdle(seconds(20))).isTrue();
        handler.queries.get(1).resume(exchange -> Outcome.ANSWERED);
        assertThat(retired.closeIdle(seconds(20))).isFalse();
        assertThat(handler.closed).isOne();
    }

    @Test
    void waitsNoLongerThanHalfAMinute() {
        ask();
        retired.add(List.of(plan), List.of(handler), 0);

        assertThat(retired.closeIdle(seconds(29))).isTrue();
        assertThat(retired.closeIdle(seconds(30))).isFalse();
        assertThat(handler.closed).isOne();
    }

    @Test
    void closesAllAtOnceAtTheStop() {
        ask();
        retired.add(List.of(plan), List.of(handler), 0);

        retired.close();

        assertThat(handler.closed).isOne();
    }
}
