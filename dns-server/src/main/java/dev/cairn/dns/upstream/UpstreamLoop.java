// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.RecordCursor;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The thread {@code dns-upstream-N} that asks other servers, with what it needs again and again. Any number of {@link Forwarder}s share
 * it.
 *
 * <p>Making, {@link #close} and handing work over are <b>thread-safe</b>; all else is <b>confined to</b> the thread.
 */
public final class UpstreamLoop implements AutoCloseable {

    /** What a datagram may hold; more is cut off, and then cannot be read. */
    static final int MAX_DATAGRAM_BYTES = 4096;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long CLOSE_SECONDS = 2;
    private static final int RANDOM_BYTES = 512;

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop events;
    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[RANDOM_BYTES];
    private int nextDrawn = RANDOM_BYTES;

    final ByteBuffer datagramIn = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    final ByteBuffer datagramOut = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    final byte[] datagram = new byte[MAX_DATAGRAM_BYTES];
    final byte[] query = new byte[MAX_DATAGRAM_BYTES];
    final RecordCursor records = new RecordCursor();

    /** The thread starts with the first question. */
    public UpstreamLoop() {
        ThreadFactory factory = work -> new FastThreadLocalThread(work, "dns-upstream-" + NUMBER.getAndIncrement());
        group = new MultiThreadIoEventLoopGroup(1, factory, NioIoHandler.newFactory());
        events = group.next();
    }

    IoEventLoop events() {
        return events;
    }

    /** Does something later, on the thread. */
    Future<?> after(long delayNanos, Runnable work) {
        return events.schedule(work, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** A number of 16 bits that nobody can guess. */
    int random16() {
        if (nextDrawn == RANDOM_BYTES) {
            random.nextBytes(drawn);
            nextDrawn = 0;
        }
        int high = drawn[nextDrawn++] & 0xFF;
        return (high << 8) | (drawn[nextDrawn++] & 0xFF);
    }

    /** Ends the thread; waits at most two seconds for it. Forwarders are to be closed before. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
