// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that everything of a source is confined to. What comes after {@link #close()} is dropped. <b>Thread-safe.</b> */
final class Loop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long CLOSE_WAIT_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;
    private final Thread thread;

    /** A task that waits for its time. */
    interface Timer {
        Timer NONE = () -> {};

        void cancel();
    }

    Loop() {
        Thread[] created = new Thread[1];
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    created[0] = new Thread(task, "discovery-watch");
                    created[0].setDaemon(true);
                    return created[0];
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.prestartCoreThread();
        thread = created[0];
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    Timer schedule(long delayNanos, Runnable task) {
        ScheduledFuture<?> future = executor.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // the thread's root: nothing may end it but close()
            LOG.error("a task failed; the source goes on", e);
        }
    }

    /** Ends the thread after the tasks that are due; unless called from it, waits for that, but not long. */
    @Override
    public void close() {
        if (Thread.currentThread() == thread) {
            executor.shutdownNow();
            return;
        }
        CountDownLatch due = new CountDownLatch(1);
        executor.execute(due::countDown);
        try {
            boolean isDone = executor.isShutdown() || due.await(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            executor.shutdownNow();
            if (!isDone || !executor.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the thread {} did not end within {} s", thread.getName(), CLOSE_WAIT_SECONDS);
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
