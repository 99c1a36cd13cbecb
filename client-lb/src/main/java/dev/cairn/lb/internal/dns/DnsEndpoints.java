// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.source.Freshness;
import dev.cairn.lb.internal.target.ParsedTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a DNS name, looked up again when their TTL ends. <b>Thread-safe.</b>
 *
 * <p>What an answer does to the set:
 *
 * <ul>
 *   <li>A complete answer replaces it.
 *   <li>An incomplete one (truncated, TCP not working, a target's address not learned) adds to it and takes nothing away.
 *   <li>No such name, or no records: taken for true at once while there is no set. A set is emptied when a second lookup says the same,
 *       since a server that is just starting says so of every name.
 *   <li>A failure changes nothing; the pause before the next lookup doubles with each one in a row.
 * </ul>
 *
 * <p>An endpoint that can't be connected to makes it look up soon, since pods go long before TTLs end. The pause before such a lookup
 * doubles while it finds nothing new: a name server that keeps naming a dead endpoint isn't to blame, and shall not pay for it.
 */
public final class DnsEndpoints implements EndpointSource {
    private static final int MAX_DOUBLINGS = 5;

    private final TargetLookup lookup;
    private final DnsTiming timing;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoClock;
    private final String origin;
    private Runnable onChange = () -> {};
    private volatile EndpointView view;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private @Nullable Future<?> next;
    private long nextNanos;
    private long lastNanos;
    private boolean isLookingUp;
    private boolean isSuspected;
    private int fruitlessSuspicions;
    private boolean closed;

    // written by the lookup that runs
    private int failures;
    private boolean isDoubted;

    /** The endpoints of a target. */
    public DnsEndpoints(
            ParsedTarget.OfDns target,
            NameServers servers,
            DnsTiming timing,
            ScheduledExecutorService timer,
            LongSupplier nanoClock) {
        this.lookup = new TargetLookup(new DnsClient(servers.servers(), timing.timeout()), servers, target);
        this.timing = timing;
        this.timer = timer;
        this.nanoClock = nanoClock;
        this.origin = "DNS " + servers.servers();
        this.view = EndpointView.none(Status.PENDING, origin + " has not answered yet", Freshness.live(origin));
    }

    @Override
    public void start(Runnable listener) {
        onChange = listener;
        scheduleIn(0);
    }

    @Override
    public EndpointView view() {
        return view;
    }

    @Override
    public void suspect() {
        lock.lock();
        try {
            isSuspected = true; // a lookup that runs may have been answered before there was reason for it
            long now = nanoClock.getAsLong();
            long soonest = Math.max(0, lastNanos + timing.suspicionNanos(fruitlessSuspicions) - now);
            if (!isLookingUp && !isDoubted && next != null && nextNanos - now > soonest) {
                scheduleIn(soonest);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void scheduleIn(long delayNanos) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            nextNanos = nanoClock.getAsLong() + delayNanos;
            next = timer.schedule(this::lookUp, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // the timer has ended with the balancers
        } finally {
            lock.unlock();
        }
    }

    private void lookUp() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            isLookingUp = true;
            fruitlessSuspicions = isSuspected ? fruitlessSuspicions + 1 : 0;
            isSuspected = false;
            lastNanos = nanoClock.getAsLong();
        } finally {
            lock.unlock();
        }
        var unused = lookup.run()
                .whenComplete((result, error) ->
                        ended(error == null ? result : new Lookup.Failed(String.valueOf(error.getMessage()))));
    }

    private void ended(Lookup result) {
        EndpointView before = view;
        long delayNanos;
        if (result instanceof Lookup.Found found) {
            delayNanos = found(found, before);
        } else if (result instanceof Lookup.Failed failed) {
            delayNanos = failed(failed, before);
        } else if (result instanceof Lookup.Nothing nothing) {
            delayNanos = nothing(nothing, before);
        } else if (result instanceof Lookup.Unclear unclear) {
            delayNanos = unclear(unclear);
        } else {
            throw new AssertionError(result);
        }
        lock.lock();
        try {
            isLookingUp = false;
            if (closed) {
                return;
            }
            if (!Set.copyOf(view.endpoints()).equals(Set.copyOf(before.endpoints()))) {
                fruitlessSuspicions = 0;
            }
            boolean isSoon = isSuspected && !isDoubted;
            scheduleIn(isSoon ? Math.min(delayNanos, timing.suspicionNanos(fruitlessSuspicions)) : delayNanos);
        } finally {
            lock.unlock();
        }
        if (view != before) {
            onChange.run();
        }
    }

    private long found(Lookup.Found found, EndpointView before) {
        failures = 0;
        isDoubted = false;
        String error = found.isComplete() ? "" : "the answer was incomplete; endpoints that it lacks are kept";
        List<Destination> endpoints =
                found.isComplete() ? found.endpoints() : union(before.endpoints(), found.endpoints());
        view = EndpointView.known(endpoints, confirmedNow(error));
        return timing.clampNanos(found.ttlSeconds());
    }

    private static List<Destination> union(List<Destination> held, List<Destination> found) {
        Map<List<Object>, Destination> all = new LinkedHashMap<>();
        for (List<Destination> some : List.of(held, found)) {
            for (Destination each : some) {
                all.put(List.of(each.endpoint().address(), each.port().number()), each);
            }
        }
        return List.copyOf(all.values());
    }

    private long nothing(Lookup.Nothing nothing, EndpointView before) {
        failures = 0;
        if (!before.endpoints().isEmpty() && !isDoubted) {
            isDoubted = true;
            view = before.with(before.freshness().with(nothing.detail() + ", to be confirmed"));
            return timing.confirmation().toNanos();
        }
        isDoubted = false;
        view = EndpointView.none(Status.ABSENT, nothing.detail(), confirmedNow(""));
        return Math.max(timing.floor().toNanos(), TimeUnit.SECONDS.toNanos(1));
    }

    private long unclear(Lookup.Unclear unclear) {
        failures = 0;
        isDoubted = false;
        view = EndpointView.none(Status.NO_SUCH_PORT, unclear.detail(), confirmedNow(""));
        return timing.clampNanos(30);
    }

    private long failed(Lookup.Failed failed, EndpointView before) {
        long delayNanos = timing.floor().toNanos() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        EndpointView now = before.status() == Status.PENDING
                ? EndpointView.none(Status.PENDING, failed.reason(), before.freshness())
                : before;
        view = now.with(now.freshness().with(failed.reason()));
        return Math.min(delayNanos, timing.ceiling().toNanos());
    }

    private Freshness confirmedNow(String error) {
        return Freshness.confirmedAt(origin, nanoClock.getAsLong(), error);
    }
}
