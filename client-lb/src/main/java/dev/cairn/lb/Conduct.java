// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.health.Answers;
import dev.cairn.lb.internal.health.Caution;
import dev.cairn.lb.internal.health.Ejection;
import dev.cairn.lb.internal.health.EndpointRecord;
import dev.cairn.lb.internal.health.Gradient;
import dev.cairn.lb.internal.health.Tally;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has behaved, and what keeps it from calls for now. <b>Thread-safe.</b>
 *
 * <p>All of it is kept under one lock, which is held for some tens of nanoseconds; while it is taken, the latency of one more success is
 * let go, since it would say the same. What a pick has to see is shown by the endpoint itself, so that a pick reads one object.
 */
final class Conduct {
    private final TrackedEndpoint endpoint;
    private final Health health;
    private final PickClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    // under the lock
    private final EndpointRecord record;
    private final Ejection ejection;
    private final Caution caution = new Caution();
    private final @Nullable Gradient gradient;
    private boolean overdue;

    /**
     * Nothing is known yet.
     *
     * @param seedNanos the latency to assume until a call has shown it
     */
    Conduct(TrackedEndpoint endpoint, Health health, double seedNanos, long nowNanos) {
        this.endpoint = endpoint;
        this.health = health;
        clock = health.clock();
        record = new EndpointRecord(seedNanos, nowNanos);
        ejection = health.newEjection();
        gradient = health.newGradient();
    }

    /** The cost that nothing but the seed speaks for. */
    double firstLogCost() {
        return record.logCost();
    }

    // ---- a call ----

    /** A call begins at an endpoint that isn't an ordinary one. */
    void callBegins(long startNanos) {
        lock.lock();
        try {
            ejection.callBegins(startNanos);
            overdue = false;
            endpoint.showCost(record.logCost());
            settle(startNanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A call ended well. All that follows is here, so that what is compiled into the callers stays small.
     *
     * @param isNews whether it must not be let go
     */
    void succeeded(long startNanos, boolean isNews) {
        if (isNews) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return;
        }
        boolean isProbe;
        try {
            long now = clock.nanos();
            record.succeeded(now, endpoint.ended());
            if (startNanos != PickClock.UNTIMED) {
                record.answered(now - startNanos, now);
                if (gradient != null) {
                    gradient.answered(now - startNanos, endpoint.inFlight() + 1);
                }
            }
            recorded();
            isProbe = ejection.isProbe(startNanos);
        } finally {
            lock.unlock();
        }
        if (isProbe) {
            health.recovered(endpoint);
        }
    }

    /** A call has begun to be answered and goes on; false when it is the probe, which is judged by its end. */
    boolean answered(long startNanos) {
        lock.lock();
        try {
            if (ejection.isProbe(startNanos)) {
                return false;
            }
            long now = clock.nanos();
            record.answered(now - startNanos, now);
            recorded();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A call failed; true when it was the probe. */
    boolean failed(long startNanos) {
        lock.lock();
        try {
            long now = clock.nanos();
            record.failed(now, endpoint.ended());
            if (gradient != null) {
                gradient.failed();
            }
            if (startNanos != PickClock.UNTIMED) {
                record.unanswered(now - startNanos, now); // a quick failure must not look like a quick answer
            }
            recorded();
            return ejection.isProbe(startNanos);
        } finally {
            lock.unlock();
        }
    }

    /** A call ended in a way that says nothing of the endpoint, but that it took so long; true when it was the probe. */
    boolean endedUnjudged(long startNanos) {
        lock.lock();
        try {
            long now = clock.nanos();
            record.endedUnjudged();
            if (startNanos != PickClock.UNTIMED) {
                record.unanswered(now - startNanos, now);
            }
            recorded();
            return mustProbeAgain(startNanos, now);
        } finally {
            lock.unlock();
        }
    }

    /** A call ended in a way that says nothing at all of the endpoint; true when it was the probe. */
    boolean endedSilently(long startNanos) {
        lock.lock();
        try {
            record.endedUnjudged();
            return mustProbeAgain(startNanos, clock.nanos());
        } finally {
            lock.unlock();
        }
    }

    private boolean mustProbeAgain(long startNanos, long nowNanos) {
        boolean isProbe = ejection.isProbe(startNanos);
        if (isProbe) {
            ejection.probeAgain(nowNanos);
        }
        return isProbe;
    }

    private void recorded() {
        endpoint.showClean(record.isClean());
        if (!overdue) {
            endpoint.showCost(record.logCost());
        }
    }

    // ---- what keeps it from calls ----

    /** Looks whether something still has to be looked at; under the lock. */
    private void settle(long nowNanos) {
        endpoint.showOrdinary(caution.settle(nowNanos) && !overdue && !ejection.isActive());
    }

    /** A connection could not be made. */
    void refused() {
        lock.lock();
        try {
            caution.refused(clock.nanos());
            endpoint.showOrdinary(false);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a connection could not be made a moment ago. */
    boolean isRefusing(long nowNanos) {
        return caution.isRefusing(nowNanos);
    }

    /** Few calls at first, from now on for so long; not at all for zero. */
    void ramp(long durationNanos) {
        if (durationNanos <= 0) {
            return;
        }
        lock.lock();
        try {
            caution.ramp(clock.nanos(), durationNanos);
            endpoint.showOrdinary(false);
        } finally {
            lock.unlock();
        }
    }

    /** How far the slow start has come, 0 to 1; 1 when there is none. */
    double rampProgress(long nowNanos) {
        return caution.rampProgress(nowNanos);
    }

    /** What is known is out of date: the endpoint is the cheapest until it is picked. */
    void expire() {
        lock.lock();
        try {
            overdue = true;
            record.expire();
            endpoint.showCost(Double.NEGATIVE_INFINITY);
            endpoint.showOrdinary(false);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the endpoint from calls, or does so again for twice as long. */
    void eject(String reason, double jitter) {
        lock.lock();
        try {
            ejection.begin(reason, clock.nanos(), jitter);
            endpoint.showOrdinary(false);
        } finally {
            lock.unlock();
        }
    }

    /** Ends an ejection, and forgets why it came to it; true when there was one. */
    boolean forgive() {
        lock.lock();
        try {
            boolean wasEjected = ejection.isActive();
            long now = clock.nanos();
            if (wasEjected) {
                ejection.end(now);
            }
            record.forgive(now, endpoint.ended());
            recorded();
            settle(now);
            return wasEjected;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls at a time it gets; the greatest number when there is no limit. */
    int limit() {
        return gradient == null ? Integer.MAX_VALUE : gradient.limit();
    }

    boolean isEjected() {
        return ejection.isActive();
    }

    /** Whether the call about to begin is the one that may show that an ejected endpoint is well again. */
    boolean claimProbe(long nowNanos) {
        lock.lock();
        try {
            return ejection.claimProbe(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** What anybody may know of its ejection. */
    Ejection ejection() {
        return ejection;
    }

    // ---- what is known ----

    long failures() {
        return record.failures();
    }

    int failuresInRow() {
        return record.failuresInRow();
    }

    double successEwma() {
        return record.successEwma();
    }

    Tally lately(int seconds) {
        lock.lock();
        try {
            return record.lately(seconds, clock.nanos(), endpoint.ended());
        } finally {
            lock.unlock();
        }
    }

    /** All answers that were timed. */
    Answers answers() {
        lock.lock();
        try {
            return record.answers();
        } finally {
            lock.unlock();
        }
    }

    /** Peak EWMA of the latency in nanoseconds; 0 when no call has shown any. */
    double latencyNanos() {
        lock.lock();
        try {
            return record.isLatencyKnown() ? record.latencyNanos(clock.nanos()) : 0;
        } finally {
            lock.unlock();
        }
    }
}
