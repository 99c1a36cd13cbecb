// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is an endpoint to call, for those who wait for one. Anybody may ask; <b>Confined to</b> the thread that publishes routes
 * for the rest, which says what comes before the routes are seen and again after.
 */
final class Readiness {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private volatile CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean hadEndpoints;
    private volatile long lostAtNanos;

    /** Completes when there is an endpoint; fails when there will be none unless somebody changes something. */
    CompletableFuture<Void> future() {
        return ready.copy();
    }

    /** While there is no endpoint: how long ago the last one went; the greatest number when there never was one. */
    long gapNanos(long nowNanos) {
        return hadEndpoints ? nowNanos - lostAtNanos : Long.MAX_VALUE;
    }

    /** Routes without an endpoint are about to be seen; a call that sees them finds something to wait for. */
    void beforeNone(NoEndpointException none, boolean isFirst, long nowNanos) {
        if (!none.isFinal() && ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        if (isFirst) {
            lostAtNanos = nowNanos;
            hadEndpoints = true;
        }
    }

    /** Routes have been seen, with an endpoint or without. */
    void after(@Nullable NoEndpointException none) {
        if (none != null && !none.isFinal()) {
            return;
        }
        CompletableFuture<Void> waiting = ready;
        ready = none == null ? DONE : CompletableFuture.failedFuture(none);
        if (!waiting.isDone()) {
            settleElsewhere(waiting, none);
        }
    }

    /** On a thread of its own: what waits is foreign and may take its time, and it may hold the last thread of the common pool. */
    private static void settleElsewhere(CompletableFuture<Void> waiting, @Nullable NoEndpointException none) {
        Thread thread = new Thread(() -> settle(waiting, none), "lb-ready");
        thread.setDaemon(true);
        thread.start();
    }

    private static void settle(CompletableFuture<Void> waiting, @Nullable NoEndpointException none) {
        if (none == null) {
            waiting.complete(null);
        } else {
            waiting.completeExceptionally(none);
        }
    }
}
