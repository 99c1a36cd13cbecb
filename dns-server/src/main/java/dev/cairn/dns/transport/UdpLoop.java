// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.LateReplies;
import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.Header;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket and the thread that receives a datagram, has it answered, sends the response, and waits for the next one.
 *
 * <p>The thread blocks in receive and nowhere else. Nothing that a client sends, and no failure to send, ends it.
 */
final class UdpLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(UdpLoop.class);
    private static final RareLog FAILURES = new RareLog(LOG);
    private static final int MAX_DATAGRAM_BYTES = 4096;
    private static final long FAILURE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long DRAIN_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int QUIET_STEPS = 25;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Dispatcher dispatcher;
    private final Exchange exchange;
    private final byte[] request = new byte[MAX_DATAGRAM_BYTES];
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final LateReplies late = this::sendLate;
    private final Pulse pulse;
    private final Thread thread;
    private volatile boolean draining;

    UdpLoop(String name, DatagramChannel channel, InetSocketAddress local, Dispatcher dispatcher) {
        this.channel = channel;
        this.local = local;
        this.dispatcher = dispatcher;
        this.exchange = dispatcher.newExchange(Transport.UDP);
        this.pulse = new Pulse(name);
        this.thread = new Thread(this, name);
    }

    InetSocketAddress local() {
        return local;
    }

    Pulse pulse() {
        return pulse;
    }

    Thread thread() {
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Answers what has arrived, then ends. Takes effect with the next datagram, whatever it holds. */
    void drain() {
        draining = true;
    }

    /** Ends at once. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing {}", local, e);
        }
    }

    @Override
    public void run() {
        try {
            serveUntilClosed();
        } finally {
            close();
            pulse.stop();
        }
    }

    private void serveUntilClosed() {
        int quietSteps = 0;
        while (quietSteps < QUIET_STEPS || dispatcher.deferredCount() > 0) {
            try {
                if (serveNext() || !draining) {
                    quietSteps = 0;
                } else {
                    quietSteps++;
                    LockSupport.parkNanos(DRAIN_STEP_NANOS);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (Throwable e) { // the root of the thread: the next datagram may be a good one
                FAILURES.warn("a datagram to " + local + " was not answered", e);
                LockSupport.parkNanos(FAILURE_PAUSE_NANOS);
            }
        }
    }

    /** Returns whether there was a request; while draining there may be nothing at all. */
    private boolean serveNext() throws IOException {
        if (draining && channel.isBlocking()) {
            channel.configureBlocking(false);
        }
        in.clear();
        SocketAddress remote = channel.receive(in);
        if (remote == null) {
            return false;
        }
        int length = in.position();
        pulse.begin();
        try {
            answer((InetSocketAddress) remote, length);
        } finally {
            pulse.end();
        }
        return length >= Header.BYTES;
    }

    private void answer(InetSocketAddress remote, int length) {
        // A source port of 0 is forged: there is nobody to answer to.
        if (remote.getPort() == 0) {
            return;
        }
        in.get(0, request, 0, length);
        int responseBytes = dispatcher.serve(exchange, request, length, remote, local, late);
        if (responseBytes > 0) {
            send(remote, responseBytes);
        }
    }

    private void send(InetSocketAddress remote, int length) {
        out.clear();
        out.put(exchange.response().bytes(), 0, length).flip();
        send(remote, out);
    }

    /** Called on other threads. */
    private void sendLate(InetSocketAddress remote, byte[] response, int length) {
        if (length > 0) {
            send(remote, ByteBuffer.wrap(response, 0, length));
        }
    }

    private void send(InetSocketAddress remote, ByteBuffer response) {
        try {
            channel.send(response, remote);
        } catch (IOException e) {
            // The client cannot be reached; it is no worse off than when the response is lost on the way.
            LOG.debug("sending to {}", remote, e);
        }
    }
}
