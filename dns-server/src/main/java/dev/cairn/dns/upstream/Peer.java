// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.ResponseWriter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server, how to ask it, and whether it works.
 *
 * <p>A try that fails begins probes; they go on until one is answered, whatever the answer says. So many failed probes in a row as are
 * configured make the server down; any answer makes it up. <b>Confined to</b> the upstream thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // probes end by themselves
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final long MAX_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final UpstreamLoop loop;
    private final Upstream upstream;
    private final ForwardOptions options;
    private final UpstreamEvents events;
    private final StreamPool streams;
    private final OutgoingQuery probeQuery;
    private int failedProbes;
    private boolean isProbed;
    private boolean isClosed;

    Peer(UpstreamLoop loop, Upstream upstream, ForwardOptions options, UpstreamEvents events) {
        this.loop = loop;
        this.upstream = upstream;
        this.options = options;
        this.events = events;
        this.streams = new StreamPool(loop, upstream, options, events);
        this.probeQuery = OutgoingQuery.of(options.probeName, RecordType.NS, options.probeRecursive);
    }

    Upstream upstream() {
        return upstream;
    }

    /** Whether a query for it goes over UDP, if the client's transport says so. */
    boolean isDatagram(boolean clientUsesStream) {
        if (upstream.isTls() || options.forceTcp) {
            return false;
        }
        return options.preferUdp || !clientUsesStream;
    }

    Exchange ask(OutgoingQuery query, boolean datagram, boolean edns, long limitNanos, Exchange.Listener listener) {
        int udpPayloadBytes = edns ? ResponseWriter.DEFAULT_UDP_PAYLOAD_BYTES : 0;
        if (!datagram) {
            return streams.ask(query, udpPayloadBytes, limitNanos, listener);
        }
        events.opened(upstream, "udp");
        return UdpExchange.start(
                loop, upstream.address(), options.source, query, udpPayloadBytes, limitNanos, listener);
    }

    boolean isDown() {
        return options.maxFails > 0 && failedProbes >= options.maxFails;
    }

    /** It answered something. */
    void worked() {
        if (isDown()) {
            LOG.info("{} answers again", upstream);
        }
        failedProbes = 0;
    }

    /** A try failed: finds out whether it is the server. */
    void failed() {
        if (options.maxFails > 0 && !isProbed && !isClosed) {
            isProbed = true;
            probe();
        }
    }

    private void probe() {
        if (isClosed) {
            return;
        }
        long limitNanos = Math.min(options.readTimeoutNanos, MAX_PROBE_NANOS);
        ask(probeQuery, isDatagram(false), true, limitNanos, new Exchange.Listener() {
            @Override
            public void answered(byte[] message, int length) {
                probed(Failure.CLOSED, true);
            }

            @Override
            public void failed(Failure failure) {
                // A refusal is an answer of a server that works.
                probed(failure, failure == Failure.INVALID);
            }
        });
    }

    private void probed(Failure failure, boolean answered) {
        if (answered) {
            worked();
            isProbed = false;
            return;
        }
        events.probeFailed(upstream);
        failedProbes++;
        if (failedProbes == options.maxFails) {
            LOG.warn("{} is down: {} {}", upstream, failure.reason(), streams.lastProblem());
        }
        loop.after(options.probeIntervalNanos, this::probe);
    }

    /** Is not asked any more, but for what has been asked already. */
    void close() {
        isClosed = true;
        streams.retire();
    }

    @Override
    public String toString() {
        return upstream.toString();
    }
}
