// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.retry.LatencyWindow;
import dev.cairn.lb.internal.retry.RetryBudget;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all calls of one balancer share for their second attempts. <b>Thread-safe.</b> Does nothing when there are none. */
final class Hedging {
    private static final double LEAST_PER_SECOND = 0.1;

    private final long minDelayNanos;
    private final @Nullable LatencyWindow latencies; // null when there are no second attempts
    private final RetryBudget limit;
    private final LongAdder granted = new LongAdder();

    Hedging(HedgePolicy policy, LongSupplier nanoClock) {
        minDelayNanos = policy.minDelay().toNanos();
        latencies = policy.maxExtraLoad() > 0 ? new LatencyWindow(policy.percentile() / 100, nanoClock) : null;
        limit = new RetryBudget(policy.maxExtraLoad(), LEAST_PER_SECOND, nanoClock);
    }

    /** A call begins. */
    void onCall() {
        if (latencies != null) {
            limit.onCall();
        }
    }

    /** How long an attempt takes before it is called slow; the greatest number when nobody can tell. */
    long delayNanos() {
        if (latencies == null) {
            return Long.MAX_VALUE;
        }
        long usualNanos = latencies.quantileNanos();
        return usualNanos == LatencyWindow.UNKNOWN ? Long.MAX_VALUE : Math.max(usualNanos, minDelayNanos);
    }

    /**
     * An attempt took so long. One that was not answered says only that it would have taken longer still: enough when it is slow already,
     * and nothing otherwise.
     */
    void took(long nanos, Outcome outcome) {
        if (latencies != null && (outcome instanceof Outcome.Success || nanos >= latencies.quantileNanos())) {
            latencies.record(nanos);
        }
    }

    /** Whether another second attempt is within the limit, and paid from the budget of retries. */
    boolean tryGrant(RetryBudget budget) {
        boolean isGranted = limit.tryRetry() && budget.tryRetry();
        if (isGranted) {
            granted.increment();
        }
        return isGranted;
    }

    /** Second attempts ever made. */
    long granted() {
        return granted.sum();
    }
}
