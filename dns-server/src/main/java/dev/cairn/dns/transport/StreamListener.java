// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Dispatcher;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TCP socket of one listener and its connections. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the close of a refused connection
final class StreamListener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
    private static final int BACKLOG = 1024;
    private static final int MAX_RECEIVE_BYTES = 16 << 10;
    private static final long CLOSE_MILLIS = 1000;
    // Chunks of 256 KiB: the usual 4 MiB for each thread are more than all connections of a cluster need.
    static final PooledByteBufAllocator ALLOCATOR = new PooledByteBufAllocator(true, 0, 4, 8192, 5, 64, 16, false);

    private final Dispatcher dispatcher;
    private final StreamLimits limits;
    private final StreamClients clients;
    private final Map<Channel, StreamConnection> connections = new ConcurrentHashMap<>();
    private final List<Pulse> pulses = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<@Nullable StreamWorker> workers = new FastThreadLocal<>();
    private @Nullable Channel server;

    private StreamListener(Dispatcher dispatcher, StreamLimits limits) {
        this.dispatcher = dispatcher;
        this.limits = limits;
        this.clients = new StreamClients(limits);
    }

    /** Binds the address; no connection is accepted before {@link #start}. */
    static StreamListener open(
            InetSocketAddress address, Dispatcher dispatcher, StreamLoops loops, StreamLimits limits) {
        StreamListener listener = new StreamListener(dispatcher, limits);
        ChannelFuture bound = listener.bootstrap(address, loops).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw new ListenException("tcp", address, cause instanceof IOException e ? e : new IOException(cause));
        }
        listener.server = bound.channel();
        return listener;
    }

    private ServerBootstrap bootstrap(InetSocketAddress address, StreamLoops loops) {
        SocketProtocolFamily family =
                address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        return new ServerBootstrap()
                .group(loops.group())
                .channelFactory(() -> new NioServerSocketChannel(SelectorProvider.provider(), family))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, ALLOCATOR)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 1024, MAX_RECEIVE_BYTES))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.maxUnsentBytes() / 2, limits.maxUnsentBytes()))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
    }

    private void accept(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        if (remote == null || !clients.add(remote.getAddress())) {
            LOG.debug("one connection too many, from {}", remote);
            channel.close();
            return;
        }
        StreamConnection connection = new StreamConnection(worker(), limits, clients, channel, () -> {
            connections.remove(channel);
            clients.remove(remote.getAddress());
        });
        connections.put(channel, connection);
        channel.pipeline().addLast(connection);
    }

    private StreamWorker worker() {
        StreamWorker worker = workers.get();
        if (worker == null) {
            Pulse pulse = new Pulse(Thread.currentThread().getName());
            pulses.add(pulse);
            worker = new StreamWorker(dispatcher, pulse);
            workers.set(worker);
        }
        return worker;
    }

    List<Pulse> pulses() {
        return pulses;
    }

    int connections() {
        return clients.total();
    }

    void start() {
        if (server != null) {
            server.config().setAutoRead(true);
        }
    }

    /** Accepts no more, answers what has arrived, and closes each connection once it is quiet. */
    void drain() throws InterruptedException {
        closeServer();
        connections.forEach((channel, connection) -> channel.eventLoop().execute(connection::drain));
    }

    /** Waits until all connections are closed, until the deadline at most. */
    void awaitQuiet(long deadlineNanos) throws InterruptedException {
        for (Channel channel : connections.keySet()) {
            channel.closeFuture().await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    /** Closes all connections at once. */
    void close() throws InterruptedException {
        for (Channel channel : connections.keySet()) {
            channel.close().await(CLOSE_MILLIS);
        }
    }

    private void closeServer() throws InterruptedException {
        if (server != null) {
            server.close().await(CLOSE_MILLIS);
        }
    }
}
