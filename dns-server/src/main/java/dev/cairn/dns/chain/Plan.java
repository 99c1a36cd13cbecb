// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.ResponseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one zone of one listener is answered, decided when the configuration is loaded.
 *
 * <p>Where those of the block's handlers that have something to do with the zone's queries answer by themselves, the zone is on the fast
 * path: only these are {@linkplain #steps() asked}. Elsewhere all that are not carried as data are, since one of them may give a query
 * another name.
 *
 * <p><b>Immutable</b>, but for the count of queries that wait.
 */
public final class Plan {
    private final AtomicInteger deferred = new AtomicInteger();
    private final DomainName zone;
    private final String server;
    private final String blockZone;
    private final int series;
    private final boolean shuffled;
    private final AddressOrder[] orders;
    private final boolean minimal;
    private final long maxWaitNanos;
    private final int maxUdpBytes;
    private final boolean takesAnyClass;
    private final List<Handler> handlers;
    private final Handler[] steps;
    private final List<String> slowDirectives;

    private Plan(Builder builder) {
        zone = builder.zone;
        server = builder.server;
        blockZone = builder.blockZone;
        series = builder.series;
        handlers = List.copyOf(builder.handlers);
        List<Handler> answering = new ArrayList<>();
        List<Handler> called = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        for (Handler handler : handlers) {
            Touch touch = handler.touch(zone);
            if (touch == Touch.INLINE) {
                handler.inline(builder);
            } else {
                called.add(handler);
            }
            if (touch == Touch.ANSWER) {
                answering.add(handler);
            } else if (touch == Touch.CHAIN) {
                slow.add(handler.directive());
            }
        }
        shuffled = builder.shuffled;
        orders = builder.orders.toArray(AddressOrder[]::new);
        minimal = builder.minimal;
        maxWaitNanos = builder.maxWaitNanos;
        maxUdpBytes = builder.maxUdpBytes;
        takesAnyClass = handlers.stream().anyMatch(Handler::takesAnyClass);
        steps = (slow.isEmpty() ? answering : called).toArray(Handler[]::new);
        slowDirectives = List.copyOf(slow);
    }

    /**
     * A builder. Defaults: server {@code dns://:53}, the zone itself as the block's zone, not counted, not shuffled, not
     * minimal, datagrams of {@value dev.cairn.dns.wire.ResponseWriter#DEFAULT_UDP_PAYLOAD_BYTES} octets at most, no handlers.
     *
     * @param zone names at or below it, and below no other zone of the listener, are answered by this plan
     */
    public static Builder builder(DomainName zone) {
        return new Builder(zone);
    }

    /** The zone: the longest one of the listener that the question's name is in. */
    public DomainName zone() {
        return zone;
    }

    /** The listener as metrics name it: {@code dns://:53}. */
    public String server() {
        return server;
    }

    /** The zone of the server block, as metrics name it: {@code cluster.local.}. */
    public String blockZone() {
        return blockZone;
    }

    /** The number that its counters are kept under; negative when they are not kept. */
    public int series() {
        return series;
    }

    /** Whether the order of records is drawn anew for each answer. */
    public boolean isShuffled() {
        return shuffled;
    }

    /** What the addresses of a response are arranged by, one after the other; not a copy. */
    AddressOrder[] orders() {
        return orders;
    }

    /** Whether a positive answer goes without records that nobody asked for. */
    public boolean isMinimal() {
        return minimal;
    }

    /** How long after its question an answer is still sent; positive. */
    public long maxWaitNanos() {
        return maxWaitNanos;
    }

    /** Octets of the longest datagram, even for clients that take longer ones: 512 to 4096. */
    public int maxUdpBytes() {
        return maxUdpBytes;
    }

    /** Whether queries of other classes than IN are asked of the handlers. */
    public boolean takesAnyClass() {
        return takesAnyClass;
    }

    /** The handlers of the block in their fixed order, those that leave the zone alone among them. */
    public List<Handler> handlers() {
        return handlers;
    }

    /** Whether no handler but the answering ones is asked. */
    public boolean isFast() {
        return slowDirectives.isEmpty();
    }

    /** The directives that take the zone off the fast path; empty when it is on it. */
    public List<String> slowDirectives() {
        return slowDirectives;
    }

    /** Clients' queries that were deferred and are not done, about. */
    public int deferredCount() {
        return deferred.get();
    }

    /** Counts a client's query that is deferred, or done. */
    void countDeferred(int change) {
        deferred.addAndGet(change);
    }

    /** The handlers to ask, in order; not a copy. */
    Handler[] steps() {
        return steps;
    }

    @Override
    public String toString() {
        return server + " " + zone + (isFast() ? " fast" : " " + slowDirectives);
    }

    /** Builds a {@link Plan}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final DomainName zone;
        private String server = "dns://:53";
        private String blockZone;
        private int series = -1;
        private boolean shuffled;
        private List<AddressOrder> orders = List.of();
        private boolean minimal;
        private long maxWaitNanos = Long.MAX_VALUE;
        private int maxUdpBytes = ResponseWriter.DEFAULT_UDP_PAYLOAD_BYTES;
        private List<Handler> handlers = List.of();

        private Builder(DomainName zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            this.blockZone = zone.toString();
        }

        /** The listener and the block's zone as metrics name them. */
        public Builder names(String serverName, String blockZoneName) {
            server = Objects.requireNonNull(serverName, "serverName");
            blockZone = Objects.requireNonNull(blockZoneName, "blockZoneName");
            return this;
        }

        /** Keeps counters under this number, not negative. */
        public Builder countedAs(int number) {
            series = number;
            return this;
        }

        /** Whether the order of records is drawn anew for each answer. */
        public Builder shuffled(boolean value) {
            shuffled = value;
            return this;
        }

        /** What the addresses of each response are arranged by, one after the other. */
        public Builder orders(List<AddressOrder> values) {
            orders = List.copyOf(values);
            return this;
        }

        /** Whether a positive answer goes without records that nobody asked for. */
        public Builder minimal(boolean value) {
            minimal = value;
            return this;
        }

        /** How long after its question an answer is still sent; positive. */
        public Builder maxWaitNanos(long nanos) {
            maxWaitNanos = nanos;
            return this;
        }

        /** Octets of the longest datagram, 512 to 4096. */
        public Builder maxUdpBytes(int octets) {
            maxUdpBytes = octets;
            return this;
        }

        /** The handlers of the block in their fixed order. */
        public Builder handlers(List<Handler> values) {
            handlers = List.copyOf(values);
            return this;
        }

        /** The plan. */
        public Plan build() {
            return new Plan(this);
        }
    }
}
