// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which the hollow node works; what fails there is logged. <b>Thread-safe.</b> */
final class NodeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
    private static final int THREADS = 8;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "hollow-node");
        thread.setDaemon(true);
        return thread;
    });

    void after(long millis, Runnable task) {
        var unused = threads.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("the hollow node could not do its work", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
