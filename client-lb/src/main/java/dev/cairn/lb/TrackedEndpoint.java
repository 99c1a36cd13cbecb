// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.LoadReport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * An endpoint and what picks see of it, one object for as long as its {@link EndpointKey} stays the same. <b>Thread-safe.</b> On the hot
 * path.
 *
 * <p>A call that is neither timed nor telling costs two atomic additions to one word, which counts picks and calls in flight together.
 * All else is the business of its {@link Conduct}, which shows here what picks have to know. {@code ordinary} is false while something
 * about the endpoint has to be looked at before a call goes to it, so that picks look at one field only.
 */
final class TrackedEndpoint implements Candidate {
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

    private final Addresses addresses;
    private final Health health;
    private final Conduct conduct;
    private InetSocketAddress address; // a pick that still sees the former one calls the same pod
    private volatile Endpoint endpoint;
    private volatile boolean gone;
    private volatile String unwell = ""; // what its checks say against it

    private volatile long calls; // picks in the upper bits, calls in flight in the lower
    private volatile long lastPickNanos;
    // shown by its conduct, under its lock
    private volatile double logCost;
    private volatile boolean ordinary = true;
    private volatile boolean clean = true; // a success that isn't timed says nothing new

    /**
     * A new endpoint.
     *
     * @param seedNanos the latency to assume until a call has shown it
     * @param nowNanos one moment for all that are made together, so that they are equal
     */
    TrackedEndpoint(Destination destination, Health health, double seedNanos, long nowNanos) {
        endpoint = destination.endpoint();
        addresses = new Addresses(destination);
        address = addresses.current();
        this.health = health;
        conduct = new Conduct(this, health, seedNanos, nowNanos);
        logCost = conduct.firstLogCost();
        lastPickNanos = nowNanos;
    }

    /** Discovery says something new of it. One that has become ready again begins anew, whatever it did before. */
    void update(Destination destination) {
        Endpoint before = endpoint;
        Endpoint now = destination.endpoint();
        endpoint = now;
        addresses.update(destination);
        address = addresses.current();
        if (now.isReady() && !before.isReady()) {
            unwell = "";
            health.renewed(this);
        }
    }

    /** Whether the destination can be this endpoint: a pod that has none of its addresses any more is another one. */
    boolean isAt(Destination destination) {
        return addresses.overlap(destination);
    }

    /** Discovery has taken it away; what fails on it from now on is no evidence. */
    void markGone() {
        gone = true;
    }

    boolean isGone() {
        return gone;
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

    /** Whether nothing has to be looked at before a call goes to it. */
    boolean isOrdinary() {
        return ordinary;
    }

    /** Whether its checks say that it shall take no calls. */
    boolean isUnwell() {
        return !unwell.isEmpty();
    }

    /** Why its checks say so, for people. */
    String unwellBecause() {
        return unwell;
    }

    /** Its checks say this against it, or nothing. */
    void showUnwell(String reason) {
        unwell = reason;
    }

    /** Where it could be called, too. */
    List<InetSocketAddress> otherAddresses() {
        return addresses.others();
    }

    /** How it has behaved. */
    Conduct conduct() {
        return conduct;
    }

    /** Picks ever; 2^44 and more begin at 0 again. */
    long picks() {
        return calls >>> IN_FLIGHT_BITS;
    }

    /** Picks that have ended. */
    long ended() {
        long seen = calls;
        return (seen >>> IN_FLIGHT_BITS) - (seen & IN_FLIGHT_MASK);
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
            conduct.callBegins(start);
        }
        health.callBegins(start);
        return start;
    }

    /** The call has begun to be answered and goes on; its start from then on. */
    long answered(long startNanos) {
        return conduct.answered(startNanos) ? PickClock.UNTIMED : startNanos;
    }

    /** The call ended well. */
    void succeeded(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (startNanos != PickClock.UNTIMED || !clean) {
            conduct.succeeded(startNanos, !clean);
        }
    }

    /** The call failed; true when that counts against the endpoint. */
    boolean failed(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (gone) {
            return false;
        }
        health.failed(this, conduct.failed(startNanos));
        return true;
    }

    /** The call ended in a way that says nothing of the endpoint, but that it took so long. */
    void endedUnjudged(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (conduct.endedUnjudged(startNanos)) {
            health.probeToldNothing();
        }
    }

    /** The call failed since no connection to it could be made. */
    void refused(long startNanos) {
        boolean isExcused = !gone && addresses.excuse(health.clock().nanos(), inFlight() - 1);
        followAddress();
        if (isExcused) {
            endedSilently(startNanos);
        } else if (failed(startNanos)) {
            conduct.refused();
            health.suspect();
        }
    }

    /** It has told its load with a response. */
    void reported(LoadReport report) {
        health.reported(this, report);
    }

    private void followAddress() {
        InetSocketAddress former = address;
        InetSocketAddress now = addresses.current();
        address = now;
        if (!former.equals(now)) {
            health.turned(former, this);
        }
    }

    private void endedSilently(long startNanos) {
        CALLS.getAndAdd(this, -1L);
        if (conduct.endedSilently(startNanos)) {
            health.probeToldNothing();
        }
    }

    /** When it had no pick since then and none is in flight, what is known of it is out of date: it is the cheapest until it is picked. */
    void expire(long beforeNanos) {
        if (lastPickNanos < beforeNanos && inFlight() == 0 && !conduct.isEjected()) {
            conduct.expire();
        }
    }

    // ---- what its conduct shows ----

    void showCost(double now) {
        logCost = now;
    }

    void showOrdinary(boolean now) {
        ordinary = now;
    }

    void showClean(boolean now) {
        clean = now;
    }

    /** Address and port for people. */
    String text() {
        return text(address);
    }

    /** An address and port for people. */
    static String text(InetSocketAddress address) {
        return new HostPort(IpAddress.of(address.getAddress()), address.getPort()).toString();
    }

    @Override
    public String toString() {
        return text() + " " + endpoint;
    }
}
