// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.time;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later, on a thread that must not be held up. <b>Thread-safe.</b> */
@FunctionalInterface
public interface Timer {
    /** Does it after so many nanoseconds; never when it has ended before. */
    void after(long nanos, Runnable task);

    /** On this scheduler, until that is shut down. */
    static Timer on(ScheduledExecutorService scheduler) {
        return (nanos, task) -> {
            try {
                var unused = scheduler.schedule(task, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // shut down: nobody waits for it any more
            }
        };
    }
}
