// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Who goes on with a call that waits. <b>Thread-safe.</b>
 *
 * @param timer says when; it never runs what is foreign
 * @param pool runs what is due
 */
record CallThreads(ScheduledExecutorService timer, Executor pool) {
    /** Due steps run on the common pool, or a thread of their own where that has a single one. */
    static CallThreads of(ScheduledExecutorService timer) {
        return new CallThreads(timer, new CompletableFuture<Void>().defaultExecutor());
    }

    /**
     * Runs the step after so long.
     *
     * @throws RejectedExecutionException when the timer has ended
     */
    Future<?> later(Runnable step, long delayNanos) {
        return timer.schedule(() -> pool.execute(step), delayNanos, TimeUnit.NANOSECONDS);
    }
}
