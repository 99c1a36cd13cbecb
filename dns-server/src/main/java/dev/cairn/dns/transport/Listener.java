// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Dispatcher;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves one address and port over UDP and TCP.
 *
 * <p>{@link #open}, {@link #start} and {@link #drain} are <b>confined to</b> one thread, the rest is
 * <b>thread-safe</b>.
 */
public final class Listener {

    private static final int PORT_TRIES = 20;
    private static final long LAST_REPLIES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final InetSocketAddress address;
    private final UdpListener datagrams;
    private final StreamListener streams;
    private final Dispatcher dispatcher;

    private Listener(InetSocketAddress address, Dispatcher dispatcher, UdpListener datagrams, StreamListener streams) {
        this.address = address;
        this.dispatcher = dispatcher;
        this.datagrams = datagrams;
        this.streams = streams;
    }

    /** As the other one, with as many sockets for datagrams as suit the machine. */
    public static Listener open(
            InetSocketAddress address, Dispatcher dispatcher, StreamLoops loops, StreamLimits limits) {
        return open(address, dispatcher, loops, limits, 0);
    }

    /**
     * Opens the sockets. Requests wait in them until {@link #start}.
     *
     * @param sockets for datagrams, of each local address, each with a thread of its own; 0 for as many as suit the machine
     * @param address its port may be 0: then the system chooses one that is free for both
     * @throws ListenException if that is not possible; it says why and what to do
     */
    public static Listener open(
            InetSocketAddress address, Dispatcher dispatcher, StreamLoops loops, StreamLimits limits, int sockets) {
        for (int tries = 1; ; tries++) {
            UdpListener datagrams = UdpListener.open(address, dispatcher, sockets);
            InetSocketAddress bound = new InetSocketAddress(address.getAddress(), datagrams.port());
            try {
                StreamListener streams = StreamListener.open(bound, dispatcher, loops, limits);
                return new Listener(bound, dispatcher, datagrams, streams);
            } catch (ListenException e) {
                datagrams.closeSockets();
                if (address.getPort() != 0 || tries == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The address that stands for all of this machine: both families where it has both. */
    public static InetAddress wildcard() {
        return LocalAddresses.wildcard();
    }

    /** An address and port as people write them: {@code 127.0.0.1:53}, {@code [::1]:53}. */
    public static String format(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host == null ? address.getHostString() : host.getHostAddress();
        return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /** The address, with the port that is really open. */
    public InetSocketAddress address() {
        return address;
    }

    /** The beats of all threads that serve it; threads for streams appear with their first connection. */
    public List<Pulse> pulses() {
        List<Pulse> pulses = new ArrayList<>(streams.pulses());
        datagrams.loops().forEach(loop -> pulses.add(loop.pulse()));
        return pulses;
    }

    /** A number that is another one after each datagram that was served. */
    public long datagramBeats() {
        return datagrams.loops().stream().mapToLong(loop -> loop.pulse().beat()).sum();
    }

    /** Open connections. */
    public int connections() {
        return streams.connections();
    }

    /** Begins to serve. */
    public void start() {
        datagrams.start();
        streams.start();
    }

    /**
     * Takes no new connections, answers every request that has arrived, and closes. What still waits for other servers at the limit is
     * answered SERVFAIL. Takes a few milliseconds when clients are quiet, and no longer than the limit and three seconds.
     *
     * @throws InterruptedException with everything closed
     */
    public void drain(Duration limit) throws InterruptedException {
        try {
            long deadlineNanos = System.nanoTime() + limit.toNanos();
            streams.drain();
            datagrams.drain();
            awaitQuiet(deadlineNanos);
            if (dispatcher.failDeferred() > 0) {
                awaitQuiet(System.nanoTime() + LAST_REPLIES_NANOS);
            }
            streams.close();
            datagrams.close();
        } finally {
            datagrams.closeSockets();
        }
    }

    private void awaitQuiet(long deadlineNanos) throws InterruptedException {
        streams.awaitQuiet(deadlineNanos);
        datagrams.awaitQuiet(deadlineNanos);
    }

    @Override
    public String toString() {
        return format(address);
    }
}
