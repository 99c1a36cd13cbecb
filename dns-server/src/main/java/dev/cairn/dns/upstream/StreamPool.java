// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.OutgoingQuery;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server, each shared by many questions (RFC 7766 §6.2.1.1).
 *
 * <p>A question goes to the connection on which the fewest wait. Another one is opened while all have their {@value #MANY_WAITING},
 * since some servers answer the questions of a connection one after the other, up to {@value #MAX_LINKS}. <b>Confined to</b> the
 * upstream thread.
 */
final class StreamPool {

    private static final int MAX_LINKS = 16;
    private static final int MANY_WAITING = 8;

    private final UpstreamLoop loop;
    private final Upstream to;
    private final ForwardOptions options;
    private final UpstreamEvents events;
    private final List<StreamLink> links = new ArrayList<>();
    private String lastProblem = "";

    StreamPool(UpstreamLoop loop, Upstream to, ForwardOptions options, UpstreamEvents events) {
        this.loop = loop;
        this.to = to;
        this.options = options;
        this.events = events;
    }

    /** Sends the query over a connection that is open, or over a new one. */
    Exchange ask(OutgoingQuery query, int udpPayloadBytes, long limitNanos, Exchange.Listener listener) {
        StreamExchange exchange = new StreamExchange(this, query, udpPayloadBytes, listener);
        exchange.begin(limitNanos);
        return exchange;
    }

    /** The connection for the next question. */
    StreamLink link() {
        StreamLink least = null;
        long now = System.nanoTime();
        for (StreamLink link : links) {
            if (link.takesMore(now) && (least == null || link.waiting() < least.waiting())) {
                least = link;
            }
        }
        if (least != null && (least.waiting() < MANY_WAITING || links.size() >= MAX_LINKS)) {
            events.reused(to, transport());
            return least;
        }
        return open();
    }

    private StreamLink open() {
        events.opened(to, transport());
        StreamLink link = new StreamLink(this);
        links.add(link);
        link.connect();
        return link;
    }

    private String transport() {
        return to.isTls() ? "tcp-tls" : "tcp";
    }

    /** Whether there are more idle connections than are to be kept. */
    boolean hasTooManyIdle() {
        int limit = options.maxIdleConnections;
        return limit > 0 && links.stream().filter(StreamLink::isIdle).count() > limit;
    }

    /** A connection is gone. */
    void ended(StreamLink link, @Nullable Throwable cause) {
        links.remove(link);
        if (cause != null) {
            lastProblem = cause.toString();
        }
    }

    /** What last went wrong with a connection; empty if nothing did. */
    String lastProblem() {
        return lastProblem;
    }

    UpstreamLoop loop() {
        return loop;
    }

    Upstream to() {
        return to;
    }

    ForwardOptions options() {
        return options;
    }

    @Nullable
    InetSocketAddress source() {
        return options.source == null ? null : new InetSocketAddress(options.source, 0);
    }

    /** Closes idle connections now, and the others as soon as nobody waits on them. */
    void retire() {
        List.copyOf(links).forEach(StreamLink::retire);
    }
}
