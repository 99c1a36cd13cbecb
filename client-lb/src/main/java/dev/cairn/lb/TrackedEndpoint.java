// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.internal.health.Caution;
import dev.cairn.lb.internal.health.Ejection;
import dev.cairn.lb.internal.health.EndpointRecord;
import dev.cairn.lb.internal.health.Tally;
import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import dev.cairn.lb.policy.Candidate;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An endpoint and what its calls show of it, one object for as long as address, port and pod stay the same. <b>Thread-safe.</b> On the
 * hot path.
 *
 * <p>A call that is neither timed nor telling costs two atomic additions to one word, which counts picks and calls in flight together.
 * All else is recorded under a lock of the endpoint's own, which is held for some tens of nanoseconds; while it is taken, the latency of
 * one more success is let go, since it would say the same. {@code ordinary} is false while something about the endpoint has to be looked
 * at before a call goes to it, so that picks look at one field only.
 */
final class TrackedEndpoint implements Candidate {
    /** What makes an endpoint the same one after a change. */
    record Key(IpAddress address, int port, String podUid) {
        static Key of(ReachableEndpoint reachable) {
            Endpoint endpoint = reachable.endpoint();
            return new Key(
                    endpoint.address(),
                    reachable.port().number(),
                    endpoint.podUid().orElse(""));
        }
    }

    private static final int IN_FLIGHT_BITS = 20;
    private static final long IN_FLIGHT_MASK = (1L << IN_FLIGHT_BITS) - 1;
    private static final long ONE_PICK = (1L << IN_FLIGHT_BITS) + 1; // one more pick, one more in flight
    private static final VarHandle CALLS;

    static {
        try {
            CALLS = MethodHandles.lookup().findVarHandle(TrackedEndpoint.class, "calls", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final InetSocketAddress address;
    private final Health health;
    private final EndpointRecord record; // under the lock
    private final Ejection ejection; // under the lock
    private final Caution caution = new Caution(); // under the lock
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Endpoint endpoint;
    private volatile boolean gone;

    private volatile long calls; // picks in the upper bits, calls in flight in the lower
    private volatile double logCost;
    private volatile boolean ordinary = true;
    private volatile boolean clean = true; // a success that isn't timed says nothing new
    private volatile long lastPickNanos;

    private boolean overdue; // under the lock

    /**
     * A new endpoint.
     *
     * @param seedNanos the latency to assume until a call has shown it
     * @param nowNanos one moment for all that are made together, so that they are equal
     */
    TrackedEndpoint(ReachableEndpoint reachable, Health health, double seedNanos, long nowNanos) {
        endpoint = reachable.endpoint();
        address = new InetSocketAddress(
                endpoint.address().toInetAddress(), reachable.port().number());
        this.health = health;
        record = new EndpointRecord(seedNanos, nowNanos);
        ejection = health.newEjection();
        logCost = record.logCost();
        lastPickNanos = nowNanos;
    }

    /** Discovery says something new of it. One that has become ready again begins anew, whatever it did before. */
    void update(Endpoint now) {
        Endpoint before = endpoint;
        endpoint = now;
        if (now.isReady() && !before.isReady()) {
            health.renewed(this);
        }
    }

    /** Discovery has taken it away; what fails on it from now on is no evidence. */
    void markGone() {
        gone = true;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int inFlight() {
        return (int) (calls & IN_FLIGHT_MASK);
    }

    @Override
    public double logCost() {
        return logCost;
    }

    /** Picks ever; 2^44 and more begin at 0 again. */
    long picks() {
        return calls >>> IN_FLIGHT_BITS;
    }

    private long ended() {
        long seen = calls;
        return (seen >>> IN_FLIGHT_BITS) - (seen & IN_FLIGHT_MASK);
    }

    long failures() {
        return record.failures();
    }

    boolean isGone() {
        return gone;
    }

    // ---- a call ----

    /** A call begins: when, or {@link PickClock#UNTIMED}. */
    long begin() {
        long number = (long) CALLS.getAndAdd(this, ONE_PICK) >>> IN_FLIGHT_BITS;
        return ordinary && !health.clock().isTimed(number) ? PickClock.UNTIMED : beginTimed();
    }

    // apart from the common case, which is small enough to be compiled into its callers
    private long beginTimed() {
        long start = health.clock().start();
        lastPickNanos = start;
        if (!ordinary) {
            lock.lock();
            try {
                ejection.callBegins(start);
                overdue = false;
                logCost = record.logCost();
                settle(start);
            } finally {
                lock.unlock();
            }
        }
        health.callBegins(start);
        return start;
    }

    /** The call ended well. */
    void succeeded(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (startNanos != PickClock.UNTIMED || !clean) {
            recordSuccess(startNanos);
        }
    }

    private void recordSuccess(long startNanos) {
        if (!clean) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return;
        }
        boolean isProbe;
        try {
            long now = health.clock().nanos();
            record.succeeded(now, ended());
            if (startNanos != PickClock.UNTIMED) {
                record.answered(now - startNanos, now);
            }
            recorded();
            isProbe = ejection.isProbe(startNanos);
        } finally {
            lock.unlock();
        }
        if (isProbe) {
            health.recovered(this);
        }
    }

    /** The call failed; true when that counts against the endpoint. */
    boolean failed(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (gone) {
            return false;
        }
        boolean isProbe;
        lock.lock();
        try {
            long now = health.clock().nanos();
            record.failed(now, ended());
            if (startNanos != PickClock.UNTIMED) {
                record.unanswered(now - startNanos, now); // a quick failure must not look like a quick answer
            }
            recorded();
            isProbe = ejection.isProbe(startNanos);
        } finally {
            lock.unlock();
        }
        health.failed(this, isProbe);
        return true;
    }

    /** The call ended in a way that says nothing of the endpoint, but that it took so long. */
    void endedUnjudged(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        boolean isProbe;
        lock.lock();
        try {
            long now = health.clock().nanos();
            record.endedUnjudged();
            if (startNanos != PickClock.UNTIMED) {
                record.unanswered(now - startNanos, now);
            }
            recorded();
            isProbe = ejection.isProbe(startNanos);
            if (isProbe) {
                ejection.probeAgain(now);
            }
        } finally {
            lock.unlock();
        }
        if (isProbe) {
            health.probeToldNothing();
        }
    }

    private void recorded() {
        clean = record.isClean();
        if (!overdue) {
            logCost = record.logCost();
        }
    }

    // ---- what keeps it from calls ----

    /** Whether nothing has to be looked at before a call goes to it. */
    boolean isOrdinary() {
        return ordinary;
    }

    /** Looks whether something still has to be looked at; under the lock. */
    private void settle(long nowNanos) {
        ordinary = caution.settle(nowNanos) && !overdue && !ejection.isActive();
    }

    /** A connection to it could not be made. */
    void refused() {
        lock.lock();
        try {
            caution.refused(health.clock().nanos());
            ordinary = false;
        } finally {
            lock.unlock();
        }
        health.suspect();
    }

    /** Whether a connection to it could not be made a moment ago. */
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
            caution.ramp(health.clock().nanos(), durationNanos);
            ordinary = false;
        } finally {
            lock.unlock();
        }
    }

    /** How far its slow start has come, 0 to 1; 1 when it is in none. */
    double rampProgress(long nowNanos) {
        return caution.rampProgress(nowNanos);
    }

    /** When it had no pick since then and none is in flight, what is known of it is out of date: it is the cheapest until it is picked. */
    void expire(long beforeNanos) {
        if (lastPickNanos >= beforeNanos || inFlight() > 0 || ejection.isActive()) {
            return;
        }
        lock.lock();
        try {
            overdue = true;
            record.expire();
            logCost = Double.NEGATIVE_INFINITY;
            ordinary = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes it from calls, or does so again for twice as long. */
    void eject(String reason, double jitter) {
        lock.lock();
        try {
            ejection.begin(reason, health.clock().nanos(), jitter);
            ordinary = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends an ejection, and forgets why it came to it; true when there was one. */
    boolean forgive() {
        lock.lock();
        try {
            boolean wasEjected = ejection.isActive();
            long now = health.clock().nanos();
            if (wasEjected) {
                ejection.end(now);
            }
            record.forgive(now, ended());
            recorded();
            settle(now);
            return wasEjected;
        } finally {
            lock.unlock();
        }
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

    int failuresInRow() {
        return record.failuresInRow();
    }

    double successEwma() {
        return record.successEwma();
    }

    Tally lately(int seconds) {
        lock.lock();
        try {
            return record.lately(seconds, health.clock().nanos(), ended());
        } finally {
            lock.unlock();
        }
    }

    /** Peak EWMA of the latency in nanoseconds; 0 when no call has shown any. */
    double latencyNanos() {
        lock.lock();
        try {
            return record.isLatencyKnown() ? record.latencyNanos(health.clock().nanos()) : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Address and port for people. */
    String text() {
        return new HostPort(endpoint.address(), address.getPort()).toString();
    }

    @Override
    public String toString() {
        return text() + " " + endpoint;
    }
}
