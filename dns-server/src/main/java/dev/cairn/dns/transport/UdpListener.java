// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Dispatcher;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP sockets of one listener: for each local address, one for each processor up to four, which the kernel shares the
 * clients among ({@code SO_REUSEPORT}).
 */
final class UdpListener {

    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
    private static final AtomicInteger NEXT_NUMBER = new AtomicInteger();
    private static final int MAX_SOCKETS_PER_ADDRESS = 4;
    private static final int MAX_SOCKETS_WANTED = 64;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final long WAKE_INTERVAL_MILLIS = 1;

    private static final long CLOSE_MILLIS = 1000;
    private static final Set<SocketOption<?>> OPTIONS = supportedOptions();
    // No socket of its own has it, so that a datagram to it reaches the wildcard socket.
    private static final InetAddress UNNAMED_LOOPBACK = loopback();

    private final List<UdpLoop> loops;
    private final int port;

    private UdpListener(List<UdpLoop> loops, int port) {
        this.loops = loops;
        this.port = port;
    }

    /** Opens all sockets; their threads are not started yet. */
    static UdpListener open(InetSocketAddress address, Dispatcher dispatcher, int sockets) {
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            int port = unusedPort(address);
            for (InetAddress local : LocalAddresses.toBind(address.getAddress())) {
                boolean optional = address.getAddress().isAnyLocalAddress() && !local.isAnyLocalAddress();
                openGroup(new InetSocketAddress(local, port), optional, sockets, channels);
            }
            List<UdpLoop> loops = new ArrayList<>();
            for (DatagramChannel channel : channels) {
                InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
                loops.add(new UdpLoop("dns-udp-" + NEXT_NUMBER.getAndIncrement(), channel, local, dispatcher));
            }
            return new UdpListener(List.copyOf(loops), port);
        } catch (IOException e) {
            channels.forEach(UdpListener::closeQuietly);
            throw new ListenException("udp", address, e);
        }
    }

    /**
     * The port to open, once it is known to be free: sockets that share their port would share it with another process of
     * the same user, too, and nobody would notice.
     */
    private static int unusedPort(InetSocketAddress address) throws IOException {
        try (DatagramChannel probe = DatagramChannel.open(family(address.getAddress()))) {
            probe.bind(address);
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static void openGroup(
            InetSocketAddress local, boolean optional, int sockets, List<DatagramChannel> channels) throws IOException {
        for (int i = 0; i < socketsFor(local.getAddress(), sockets); i++) {
            DatagramChannel channel = DatagramChannel.open(family(local.getAddress()));
            try {
                configure(channel);
                channel.bind(local);
                channels.add(channel);
            } catch (IOException e) {
                closeQuietly(channel);
                if (!optional) {
                    throw e;
                }
                LOG.debug("no socket of its own for {}", local, e);
                return;
            }
        }
    }

    private static int socketsFor(InetAddress local, int wanted) {
        if (!isShareable() || local.isAnyLocalAddress()) {
            return 1;
        }
        if (wanted > 0) {
            return Math.min(wanted, MAX_SOCKETS_WANTED);
        }
        return Math.min(MAX_SOCKETS_PER_ADDRESS, Runtime.getRuntime().availableProcessors());
    }

    private static Set<SocketOption<?>> supportedOptions() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return channel.supportedOptions();
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 42, 42, 42});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isShareable() {
        return OPTIONS.contains(StandardSocketOptions.SO_REUSEPORT);
    }

    private static void configure(DatagramChannel channel) throws IOException {
        if (isShareable()) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        // The kernel gives less where its own limit is lower; a burst then has less room.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket", e);
        }
    }

    int port() {
        return port;
    }

    List<UdpLoop> loops() {
        return loops;
    }

    void start() {
        loops.forEach(UdpLoop::start);
    }

    /** Answers what has arrived, then closes all sockets. */
    void drain() {
        loops.forEach(UdpLoop::drain);
    }

    /** Waits until all sockets that {@link #drain} was told of are closed, until the deadline at most. */
    void awaitQuiet(long deadlineNanos) throws InterruptedException {
        while (isAnyAlive() && System.nanoTime() - deadlineNanos < 0) {
            loops.stream().map(UdpLoop::local).distinct().forEach(UdpListener::wake);
            TimeUnit.MILLISECONDS.sleep(WAKE_INTERVAL_MILLIS);
        }
    }

    /** Closes all sockets at once. Nothing is served any more when this returns. */
    void close() throws InterruptedException {
        closeSockets();
        for (UdpLoop loop : loops) {
            loop.thread().join(CLOSE_MILLIS);
        }
    }

    /** Closes all sockets at once; the threads end soon. */
    void closeSockets() {
        loops.forEach(UdpLoop::close);
    }

    private boolean isAnyAlive() {
        return loops.stream().anyMatch(loop -> loop.thread().isAlive());
    }

    /**
     * Sends a datagram too short to be a request, from a new port each time: the kernel picks the receiving socket by it, so
     * that sooner or later every thread returns from receive.
     */
    private static void wake(InetSocketAddress local) {
        InetAddress target = local.getAddress().isAnyLocalAddress() ? UNNAMED_LOOPBACK : local.getAddress();
        try (DatagramChannel sender = DatagramChannel.open(family(target))) {
            sender.send(ByteBuffer.allocate(1), new InetSocketAddress(target, local.getPort()));
        } catch (IOException e) {
            LOG.debug("waking {}", local, e);
        }
    }
}
