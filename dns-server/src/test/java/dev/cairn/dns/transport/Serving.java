// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.FixedAnswer;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A running listener that answers names in {@code test.} with one address. */
final class Serving implements AutoCloseable {

    static final Dispatcher FIXED = dispatcher(new FixedAnswer("fixed", "test."));

    private final StreamLoops loops = new StreamLoops();
    private final Listener listener;

    Serving(String address) {
        this(address, FIXED, StreamLimits.DEFAULT);
    }

    Serving(String address, Dispatcher dispatcher, StreamLimits limits) {
        listener = Listener.open(new InetSocketAddress(ip(address), 0), dispatcher, loops, limits);
        listener.start();
    }

    static Dispatcher dispatcher(Handler handler) {
        return Asking.dispatcher(Plan.builder(DomainName.parse("test."))
                .handlers(List.of(handler))
                .build());
    }

    /** A handler that does what a function does with every question. */
    static Handler handler(Function<Exchange, Outcome> answer) {
        return new Handler() {
            @Override
            public String directive() {
                return "test";
            }

            @Override
            public Touch touch(DomainName zone) {
                return Touch.ANSWER;
            }

            @Override
            public Outcome handle(Exchange exchange) {
                return answer.apply(exchange);
            }
        };
    }

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    Listener listener() {
        return listener;
    }

    InetSocketAddress address() {
        return listener.address();
    }

    int port() {
        return listener.address().getPort();
    }

    @Override
    public void close() {
        try {
            listener.drain(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.close();
    }
}
