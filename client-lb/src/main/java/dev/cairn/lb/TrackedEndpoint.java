// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import dev.cairn.lb.policy.Candidate;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An endpoint and its counters, one object for as long as address, port and pod stay the same. <b>Thread-safe.</b>
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

    private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress address;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong refusedAtNanos = new AtomicLong(); // 0 for never
    private volatile Endpoint endpoint;
    private volatile boolean gone;

    TrackedEndpoint(ReachableEndpoint reachable) {
        endpoint = reachable.endpoint();
        address = new InetSocketAddress(
                endpoint.address().toInetAddress(), reachable.port().number());
    }

    /** Discovery says something new of it. */
    void update(Endpoint now) {
        endpoint = now;
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
        // in this order, so that a pick that ends meanwhile can't make it negative
        long ended = finished.get();
        return (int) (started.get() - ended);
    }

    long picks() {
        return started.get();
    }

    long failures() {
        return failures.get();
    }

    boolean isGone() {
        return gone;
    }

    /** A connection to it could not be made. */
    void refused(long nowNanos) {
        refusedAtNanos.set(nowNanos == 0 ? 1 : nowNanos);
    }

    /** Whether {@link #isRefusing} is worth asking, which takes a look at the clock. */
    boolean mayBeRefusing() {
        return refusedAtNanos.get() != 0;
    }

    /** Whether a connection to it could not be made a moment ago. */
    boolean isRefusing(long nowNanos) {
        long since = refusedAtNanos.get();
        if (since == 0 || nowNanos - since < AVOIDED_NANOS) {
            return since != 0;
        }
        refusedAtNanos.compareAndSet(since, 0);
        return false;
    }

    void picked() {
        started.getAndIncrement();
    }

    /** Address and port for people. */
    String text() {
        return new HostPort(endpoint.address(), address.getPort()).toString();
    }

    /** The end of a pick that says nothing bad of the endpoint. */
    void released() {
        finished.getAndIncrement();
    }

    /** The end of a pick that speaks against the endpoint; true when that counts. */
    boolean failed() {
        finished.getAndIncrement();
        if (gone) {
            return false;
        }
        failures.getAndIncrement();
        return true;
    }

    @Override
    public String toString() {
        return text() + " " + endpoint;
    }
}
