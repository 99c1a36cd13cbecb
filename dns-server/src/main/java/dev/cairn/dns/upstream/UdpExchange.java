// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.OutgoingQuery;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange over UDP, with a socket of its own: its port, which the kernel draws at random, and its id are as good as unknown to
 * whoever wants to forge an answer (RFC 5452 §9.2). The socket is connected, so the kernel drops what comes from elsewhere.
 *
 * <p>What is not the answer is passed over, and waiting goes on.
 */
final class UdpExchange extends NioSelectableChannelIoHandle<DatagramChannel> implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(UdpExchange.class);
    private static final int MAX_READS = 16; // then it is the turn of other sockets

    private final UpstreamLoop loop;
    private final DatagramChannel channel;
    private final OutgoingQuery query;
    private final Listener listener;
    private final int id;
    private @Nullable IoRegistration registration;
    private @Nullable Future<?> timer;
    private boolean ended;

    private UdpExchange(UpstreamLoop loop, DatagramChannel channel, OutgoingQuery query, Listener listener) {
        super(channel);
        this.loop = loop;
        this.channel = channel;
        this.query = query;
        this.listener = listener;
        this.id = loop.random16();
    }

    /**
     * Sends the query.
     *
     * @param source the address to send from; null for the system's choice
     * @param udpPayloadBytes what OPT says; 0 for no OPT
     */
    static Exchange start(
            UpstreamLoop loop,
            InetSocketAddress to,
            @Nullable InetAddress source,
            OutgoingQuery query,
            int udpPayloadBytes,
            long limitNanos,
            Listener listener) {
        UdpExchange exchange = null;
        try {
            exchange = new UdpExchange(loop, open(to, source), query, listener);
            exchange.begin(udpPayloadBytes, limitNanos);
            return exchange;
        } catch (IOException
                | RuntimeException e) { // a family that this machine or the source address does not have is the latter
            LOG.debug("asking {} over UDP", to, e);
            if (exchange != null) {
                exchange.end();
            }
            return Unsendable.report(loop, listener);
        }
    }

    private static DatagramChannel open(InetSocketAddress to, @Nullable InetAddress source) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family(to.getAddress()));
        try {
            channel.configureBlocking(false);
            if (source != null) {
                channel.bind(new InetSocketAddress(source, 0));
            }
            channel.connect(to);
            return channel;
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private void begin(int udpPayloadBytes, long limitNanos) throws IOException {
        // Done when it returns, on the loop's own thread.
        IoRegistration registered =
                Objects.requireNonNull(loop.events().register(this).getNow());
        registration = registered;
        registered.submit(NioIoOps.READ);
        int length = query.write(loop.query, 0, id, udpPayloadBytes, 0);
        loop.datagramOut.clear().put(loop.query, 0, length).flip();
        channel.write(loop.datagramOut);
        timer = loop.after(limitNanos, () -> fail(Failure.TIMED_OUT));
    }

    @Override
    protected void handle(DatagramChannel readable, SelectionKey key) {
        try {
            for (int reads = 0; reads < MAX_READS && !ended; reads++) {
                loop.datagramIn.clear();
                int length = readable.read(loop.datagramIn);
                if (length <= 0) {
                    return;
                }
                read(length);
            }
        } catch (IOException e) {
            LOG.debug("reading the answer to {}", query, e);
            fail(Failure.UNREACHABLE);
        }
    }

    private void read(int length) {
        byte[] message = loop.datagram;
        loop.datagramIn.get(0, message, 0, length);
        switch (query.match(message, length, id)) {
            case ANSWER -> {
                end();
                listener.answered(message, length);
            }
            case REJECTED -> fail(Failure.INVALID);
            case UNRELATED -> LOG.debug("{}: passed over {} octets that are not the answer", query, length);
        }
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

    /** Called when the loop ends. */
    @Override
    public void close() {
        end();
    }

    private void end() {
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (registration != null) {
            registration.cancel();
        }
        close(channel);
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket", e);
        }
    }

    /** An exchange that could not even be begun. */
    private static final class Unsendable implements Exchange {
        private boolean cancelled;

        static Exchange report(UpstreamLoop loop, Listener listener) {
            Unsendable exchange = new Unsendable();
            loop.events().execute(() -> {
                if (!exchange.cancelled) {
                    listener.failed(Failure.UNREACHABLE);
                }
            });
            return exchange;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
