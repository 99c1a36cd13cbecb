// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.transport.ListenException;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.transport.StreamLimits;
import dev.cairn.dns.transport.StreamLoops;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of a server, by the addresses that its configuration names. Confined to one thread at a time, but for {@link #all}, which
 * is thread-safe.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    private final ServerMetrics metrics;
    private final StreamLimits limits;
    private final StreamLoops loops;
    private final SecureRandom seeds = new SecureRandom();
    private Map<InetSocketAddress, Open> byAddress = Map.of();
    private volatile List<Listener> all = List.of();

    Listeners(ServerMetrics metrics, StreamLimits limits, StreamLoops loops) {
        this.metrics = metrics;
        this.limits = limits;
        this.loops = loops;
    }

    private record Open(Listener listener, Dispatcher dispatcher, TransportOptions transport) {}

    /** All that are open, in the order of the configuration. */
    List<Listener> all() {
        return all;
    }

    /**
     * Opens what is needed to go over to these plans; what is served stays as it is.
     *
     * @throws ListenException if an address cannot be opened, and then nothing has changed
     */
    Change prepare(List<ListenerPlan> plans) {
        Map<InetSocketAddress, Open> next = new LinkedHashMap<>();
        List<Open> opened = new ArrayList<>();
        try {
            for (ListenerPlan plan : plans) {
                Open kept = byAddress.get(plan.address());
                if (kept == null) {
                    requireApart(plan.address());
                    kept = open(plan);
                    opened.add(kept);
                }
                next.put(plan.address(), kept);
            }
        } catch (ListenException e) {
            opened.forEach(Listeners::close);
            throw e;
        }
        return new Change(plans, next, opened);
    }

    /** A new socket would take queries away from one that is open on all addresses of its port, or the other way round. */
    private void requireApart(InetSocketAddress address) {
        for (InetSocketAddress other : byAddress.keySet()) {
            boolean overlaps = other.getPort() == address.getPort()
                    && address.getPort() != 0
                    && (isWildcard(other) || isWildcard(address));
            if (overlaps) {
                throw new ListenException("cannot go over from " + Listener.format(other) + " to "
                        + Listener.format(address) + " while it is served: restart the server");
            }
        }
    }

    private static boolean isWildcard(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress();
    }

    private Open open(ListenerPlan plan) {
        StreamLimits streams = plan.transport().limits(limits);
        Dispatcher dispatcher = new Dispatcher(
                plan.zones(),
                () -> metrics.queries().newRecorder(plan.server()),
                seeds::nextLong,
                streams.idleTimeout());
        Listener listener = Listener.open(
                plan.address(), dispatcher, loops, streams, plan.transport().sockets());
        return new Open(listener, dispatcher, plan.transport());
    }

    /** Returns whether it was interrupted; it is closed all the same. */
    private static boolean close(Open open) {
        try {
            open.listener().drain(DRAIN_LIMIT);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Answers what has arrived, and closes all. Returns whether it was interrupted: then it is quicker. */
    boolean close() {
        boolean interrupted = false;
        for (Open open : byAddress.values()) {
            interrupted |= close(open);
        }
        return interrupted;
    }

    /** A change to other plans, for which all sockets are open. */
    final class Change {
        private final List<ListenerPlan> plans;
        private final Map<InetSocketAddress, Open> next;
        private final List<Open> opened;
        private List<Open> removed = List.of();

        private Change(List<ListenerPlan> plans, Map<InetSocketAddress, Open> next, List<Open> opened) {
            this.plans = plans;
            this.next = next;
            this.opened = opened;
        }

        /** Closes what was opened for it. */
        void undo() {
            opened.forEach(Listeners::close);
        }

        /** Answers from the new plans from now on. Sockets that are new still wait for {@link #start}. */
        void apply() {
            for (ListenerPlan plan : plans) {
                Open open = next.get(plan.address());
                if (open != null) {
                    open.dispatcher().replaceZones(plan.zones());
                    warnOfOther(plan.transport(), open);
                }
            }
            removed = byAddress.values().stream()
                    .filter(open -> !next.containsValue(open))
                    .toList();
            byAddress = next;
            all = next.values().stream().map(Open::listener).toList();
        }

        private static void warnOfOther(TransportOptions wanted, Open open) {
            if (!wanted.equals(open.transport())) {
                LOG.warn(
                        "multisocket and timeouts of {} stay as they are: restart the server for others",
                        open.listener());
            }
        }

        /** Serves the sockets that are new. */
        void start() {
            for (Open open : opened) {
                open.listener().start();
                LOG.info("listening on {} (udp, tcp)", open.listener());
            }
        }

        /** Answers what has arrived at the sockets that are needed no more, and closes them. */
        void closeRemoved() {
            for (Open open : removed) {
                LOG.info("not listening on {} any more", open.listener());
                close(open);
            }
        }
    }
}
