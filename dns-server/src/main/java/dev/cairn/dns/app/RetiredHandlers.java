// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Plan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handlers that no new query comes to: each is closed once the last one is done. <b>Thread-safe.</b> */
final class RetiredHandlers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    // What a thread answers at once, it has answered by then.
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    // Handlers end each query in less.
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<Generation> generations = new ArrayList<>(); // guarded by this

    /** The handlers of one configuration. */
    private record Generation(List<Plan> plans, List<Handler> handlers, long retiredNanos) {
        boolean isDone(long nowNanos) {
            long ageNanos = nowNanos - retiredNanos;
            return ageNanos >= MOST_NANOS
                    || (ageNanos >= LEAST_NANOS && plans.stream().allMatch(plan -> plan.deferredCount() <= 0));
        }
    }

    synchronized void add(List<Plan> plans, List<Handler> handlers, long nowNanos) {
        generations.add(new Generation(List.copyOf(plans), List.copyOf(handlers), nowNanos));
    }

    /** Closes those that are done. Returns whether any are left. */
    synchronized boolean closeIdle(long nowNanos) {
        for (Iterator<Generation> each = generations.iterator(); each.hasNext(); ) {
            Generation generation = each.next();
            if (generation.isDone(nowNanos)) {
                each.remove();
                generation.handlers().forEach(RetiredHandlers::close);
            }
        }
        return !generations.isEmpty();
    }

    /** Closes all, whatever is with them. */
    @Override
    public synchronized void close() {
        generations.forEach(generation -> generation.handlers().forEach(RetiredHandlers::close));
        generations.clear();
    }

    static void close(Handler handler) {
        try {
            handler.close();
        } catch (RuntimeException e) {
            LOG.warn("closing {} failed", handler.directive(), e);
        }
    }
}
