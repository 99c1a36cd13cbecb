// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.OutgoingQuery;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An exchange over a connection that others share. When a connection ends that had been used before, which a server may do at any time,
 * it begins once more on another one. <b>Confined to</b> the upstream thread.
 */
final class StreamExchange implements Exchange {

    private final StreamPool pool;
    private final OutgoingQuery query;
    private final int udpPayloadBytes;
    private final Listener listener;
    private @Nullable StreamLink link;
    private @Nullable Future<?> timer;
    private int id;
    private long sentNanos;
    private boolean mayBeginAgain;
    private boolean ended;

    StreamExchange(StreamPool pool, OutgoingQuery query, int udpPayloadBytes, Listener listener) {
        this.pool = pool;
        this.query = query;
        this.udpPayloadBytes = udpPayloadBytes;
        this.listener = listener;
    }

    void begin(long limitNanos) {
        timer = pool.loop().after(limitNanos, this::timeOut);
        StreamLink chosen = pool.link();
        mayBeginAgain = chosen.isShared();
        send(chosen);
    }

    private void send(StreamLink chosen) {
        link = chosen;
        sentNanos = System.nanoTime();
        id = chosen.add(this);
    }

    OutgoingQuery query() {
        return query;
    }

    int udpPayloadBytes() {
        return udpPayloadBytes;
    }

    int id() {
        return id;
    }

    /** Returns whether the message is for this exchange, which is over then. */
    boolean received(byte[] message, int length) {
        switch (query.match(message, length, id)) {
            case ANSWER -> {
                end();
                listener.answered(message, length);
                return true;
            }
            case REJECTED -> {
                fail(Failure.INVALID);
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    /** The connection is gone, and with it this exchange's place there. */
    void linkEnded() {
        link = null;
        if (mayBeginAgain) {
            mayBeginAgain = false;
            send(pool.link());
        } else {
            fail(Failure.UNREACHABLE);
        }
    }

    private void timeOut() {
        if (link != null) {
            link.missed(sentNanos);
        }
        fail(Failure.TIMED_OUT);
    }

    private void fail(Failure failure) {
        if (!ended) {
            end();
            listener.failed(failure);
        }
    }

    @Override
    public void cancel() {
        end();
    }

    private void end() {
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        StreamLink place = link;
        link = null;
        if (place != null) {
            place.remove(id);
        }
    }
}
