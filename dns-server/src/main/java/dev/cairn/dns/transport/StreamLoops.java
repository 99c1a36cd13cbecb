// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that serve all streams of a server: one for each processor, up to four, named {@code dns-tcp-N}.
 *
 * <p><b>Thread-safe.</b>
 */
public final class StreamLoops implements AutoCloseable {

    private static final int MAX_THREADS = 4;
    private static final long CLOSE_SECONDS = 2;

    private final EventLoopGroup group;

    /** Threads start with the first listener. */
    public StreamLoops() {
        AtomicInteger number = new AtomicInteger();
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        ThreadFactory factory = work -> new FastThreadLocalThread(work, "dns-tcp-" + number.getAndIncrement());
        group = new MultiThreadIoEventLoopGroup(threads, factory, NioIoHandler.newFactory());
    }

    EventLoopGroup group() {
        return group;
    }

    /** Ends the threads; waits at most two seconds for them. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
