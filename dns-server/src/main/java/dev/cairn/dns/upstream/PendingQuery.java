// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.Rcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way: the servers that are tried one after the other, and all who wait for the answer. <b>Confined to</b> the
 * upstream thread.
 *
 * <p>A try ends by an answer, by its own limit, or by an error; then it is the turn of the next server that is not down, until the tries
 * or the time are used up. An answer that is cut off is asked for again over TCP, and one that does not understand EDNS again without it,
 * from the same server and as part of the same try.
 */
final class PendingQuery implements Exchange.Listener {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20); // between two rounds through all servers

    private final Forwarder forwarder;
    private final OutgoingQuery query;
    private final boolean isStream;
    private final List<Answering> askers = new ArrayList<>(1);
    private final List<Peer> order;
    private final long startNanos = System.nanoTime();
    private int nextPeer;
    private int triesLeft;
    private int failoversLeft;
    private long tryStartNanos;
    private boolean isDatagram;
    private boolean isEdns;
    private @Nullable Peer peer;
    private @Nullable Exchange exchange;
    private byte @Nullable [] kept;
    private @Nullable Upstream keptFrom;

    PendingQuery(Forwarder forwarder, OutgoingQuery query, boolean isStream, List<Peer> order) {
        this.forwarder = forwarder;
        this.query = query;
        this.isStream = isStream;
        this.order = order;
        this.triesLeft = forwarder.triesFor(order.size());
        this.failoversLeft = order.size() - 1;
    }

    OutgoingQuery query() {
        return query;
    }

    boolean isStream() {
        return isStream;
    }

    void add(Answering asker) {
        askers.add(asker);
    }

    List<Answering> askers() {
        return askers;
    }

    /** Tries the next server. */
    void tryNext() {
        exchange = null;
        Peer next = nextUp();
        if (next == null) {
            forwarder.foundAllDown();
            if (forwarder.options().failsWhenAllDown) {
                giveUp(Failure.ALL_DOWN);
                return;
            }
            next = order.get(forwarder.drawIndex(order.size()));
        }
        peer = next;
        isDatagram = next.isDatagram(isStream);
        isEdns = true;
        tryStartNanos = System.nanoTime();
        send(next);
    }

    private @Nullable Peer nextUp() {
        for (int i = 0; i < order.size(); i++) {
            Peer candidate = order.get(nextPeer++ % order.size());
            if (!candidate.isDown()) {
                return candidate;
            }
        }
        return null;
    }

    private void send(Peer to) {
        long limitNanos = Math.min(forwarder.options().readTimeoutNanos, leftNanos());
        if (limitNanos <= 0) {
            giveUp(Failure.TIMED_OUT);
            return;
        }
        exchange = to.ask(query, isDatagram, isEdns, limitNanos, this);
    }

    private long leftNanos() {
        return ForwardOptions.DEADLINE.toNanos() - (System.nanoTime() - startNanos);
    }

    @Override
    public void answered(byte[] message, int length) {
        Peer from = peer;
        if (from == null) {
            return;
        }
        from.worked();
        AnswerShape shape = AnswerShape.of(forwarder.records(), message, length);
        if (isDatagram && (Header.flags(message) & Header.FLAG_TC) != 0) {
            if (shape != null) {
                keep(message, length, from); // better than nothing, if the rest cannot be had
            }
            isDatagram = false;
            send(from);
            return;
        }
        if (shape == null) {
            failed(Failure.INVALID);
            return;
        }
        int rcode = shape.rcode();
        if (isEdns && !shape.hasEdns() && (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP)) {
            isEdns = false;
            send(from);
            return;
        }
        forwarder.events().answered(from.upstream(), rcode, System.nanoTime() - tryStartNanos);
        if (forwarder.options().failoverRcodes.contains(rcode) && failoversLeft-- > 0) {
            keep(message, length, from);
            tryNext();
            return;
        }
        deliver(message, length, from.upstream());
    }

    private void keep(byte[] message, int length, Peer from) {
        kept = Arrays.copyOf(message, length);
        keptFrom = from.upstream();
    }

    @Override
    public void failed(Failure failure) {
        Peer from = peer;
        if (failure == Failure.INVALID && isEdns && from != null) {
            isEdns = false;
            send(from);
            return;
        }
        if (from != null) {
            from.failed();
        }
        triesLeft--;
        if (triesLeft == 0 || leftNanos() <= 0) {
            giveUp(failure);
        } else if (nextPeer % order.size() == 0) {
            exchange = Pause.of(forwarder.loop(), PAUSE_NANOS, this::tryNext);
        } else {
            tryNext();
        }
    }

    private void giveUp(Failure failure) {
        if (kept != null && keptFrom != null) {
            deliver(kept, kept.length, keptFrom);
            return;
        }
        forwarder.done(this);
        String last = peer == null ? "" : (isDatagram ? "udp " : "tcp ") + peer;
        askers.forEach(asker -> forwarder.fail(asker, failure, last));
    }

    private void deliver(byte[] message, int length, Upstream from) {
        forwarder.done(this);
        askers.forEach(asker -> forwarder.deliver(asker, message, length, from));
    }

    /** Ends at once. */
    void close() {
        if (exchange != null) {
            exchange.cancel();
        }
        kept = null;
        giveUp(Failure.CLOSED);
    }
}
