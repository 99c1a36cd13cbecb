// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.EdnsOption;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A query that waits for something: a copy of the request, and how far it has come. It holds no large buffer, so that thousands may wait.
 *
 * <p><b>Thread-safe.</b>
 */
public final class Deferred {
    /** How deep questions may lead to questions. */
    static final int MAX_DEPTH = 8;

    final InetSocketAddress remote;
    final InetSocketAddress local;
    final Transport transport;
    final long receivedNanos;
    final Plan plan;
    final int first;
    final int asked;
    final int depth;
    final byte[] request;
    final byte @Nullable [] original;
    final List<EdnsOption> optionsSentOn;
    final @Nullable Object @Nullable [] notes;
    final LateReplies replies;
    final @Nullable Answer answer;

    private final Dispatcher dispatcher;
    private final AtomicBoolean taken;

    Deferred(Dispatcher dispatcher, Exchange exchange, Plan plan, boolean awaited) {
        this.dispatcher = dispatcher;
        this.plan = plan;
        remote = exchange.remote();
        local = exchange.local();
        transport = exchange.transport();
        receivedNanos = exchange.receivedNanos();
        first = exchange.first;
        asked = exchange.asked;
        depth = exchange.depth;
        request = Arrays.copyOf(exchange.question().bytes(), exchange.question().length());
        original = exchange.originalRequest();
        optionsSentOn = exchange.optionsSentOn();
        notes = exchange.copyOfNotes();
        replies = exchange.lateReplies;
        answer = exchange.answer;
        taken = new AtomicBoolean(!awaited);
    }

    /**
     * Goes on with the query on this thread: the step is asked in the place of the handler that deferred it, and what it says counts as that
     * handler's word. Only the first call does anything.
     */
    public void resume(Step step) {
        if (claim()) {
            dispatcher.resume(this, step);
        }
    }

    /** Whether the query is the caller's to finish. */
    boolean claim() {
        boolean isOurs = taken.compareAndSet(false, true);
        if (isOurs) {
            dispatcher.goesOn(this);
        }
        return isOurs;
    }

    /**
     * Asks the handlers after the one that deferred, with the flags of the query. The answer may come before this returns.
     *
     * @param type any type but those of zone transfers
     */
    public void askNext(DomainName name, int type, Answer then) {
        dispatcher.ask(this, plan, asked, name, type, then);
    }

    /** Asks the whole listener, as a client would, with the flags of the query. The answer may come before this returns. */
    public void askServer(DomainName name, int type, Answer then) {
        dispatcher.ask(this, dispatcher.zones().find(name), 0, name, type, then);
    }

    /** What goes on with a deferred query. */
    @FunctionalInterface
    public interface Step {
        /** As {@link Handler#handle}. */
        Outcome handle(Exchange exchange);
    }
}
