// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of questions whose expired answer is verified. One thread, {@code dns-cache-0}, and only where there is a limit.
 *
 * <p><b>Thread-safe.</b>
 */
class VerifyTimer implements AutoCloseable {
    private final long limitNanos;
    private volatile @Nullable ScheduledThreadPoolExecutor executor;

    /** A timer that does nothing until it is started, nor ever with a limit of 0. */
    VerifyTimer(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    void start() {
        if (limitNanos == 0 || executor != null) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dns-cache-0");
            thread.setDaemon(true);
            return thread;
        });
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        started.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        executor = started;
    }

    /** Runs a task once the limit has passed; must not block. */
    void after(Runnable task) {
        ScheduledThreadPoolExecutor running = executor;
        if (running != null) {
            Future<?> unused = running.schedule(task, limitNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        ScheduledThreadPoolExecutor running = executor;
        if (running != null) {
            running.shutdownNow();
        }
    }
}
