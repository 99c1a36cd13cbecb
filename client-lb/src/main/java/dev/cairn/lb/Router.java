// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.NoEndpointException.Reason;
import dev.cairn.lb.internal.affinity.ClientAffinity;
import dev.cairn.lb.internal.health.EndpointRecord;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.zone.NearFirst;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a source knows into {@link Routes}. <b>Thread-safe.</b>
 *
 * <p>{@link Selected} says who takes calls. Whoever reports a change while none is being worked
 * on works on it, and goes on until no change is left: so one thread at a time rebuilds, without a lock around policies. Readers see a
 * new state by one volatile write.
 */
final class Router implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Target target;
    private final PolicyChoice policies;
    private final EndpointSource source;
    private volatile Events events; // set once, before anything happens
    private final PickClock clock;
    private final Health health;
    private final int maxEjectionPercent;
    private final boolean hasLimits;
    private final Nearness nearness;
    private final Subsets subsets;
    private final @Nullable Checker checker;
    private final RandomGenerator random;
    private final Exclusion exclusion;
    private final AtomicInteger unseenChanges = new AtomicInteger();
    private volatile Routes routes;
    private final Readiness readiness = new Readiness();
    private volatile Subset subset = Subset.NONE;
    private volatile boolean closed;
    private final LongAdder formerPicks = new LongAdder(); // of endpoints that are gone

    // confined to the thread that rebuilds
    private Map<EndpointKey, TrackedEndpoint> tracked = Map.of();
    private @Nullable EndpointView trackedView;
    private @Nullable Policy pickersPolicy; // that made the picker in use
    private boolean haveWeightsChanged; // since then

    /** A router whose caller doesn't know where it is and asks no endpoint. */
    Router(Target target, Policy policy, EndpointSource source, LongSupplier nanoClock, HealthOptions options) {
        this(target, PolicyChoice.always(policy), source, nanoClock, EndpointOptions.of(target, options));
    }

    Router(
            Target target,
            PolicyChoice policies,
            EndpointSource source,
            LongSupplier nanoClock,
            EndpointOptions options) {
        this.target = target;
        events = Events.unheard(target);
        this.policies = policies;
        this.source = source;
        clock = new PickClock(nanoClock);
        health = new Health(this, options.health(), clock);
        hasLimits = options.health().limit() != null;
        maxEjectionPercent = options.health().detection().maxEjectionPercent();
        nearness = options.nearness();
        subsets = options.subsets();
        checker = options.checker();
        exclusion = options.exclusion();
        random = options.health().random();
        EndpointView view = source.view();
        routes = Routes.none(view, List.of(), NoEndpointException.of(target, view));
    }

    /** Begins; nobody is told what happens. */
    void start() {
        start(events);
    }

    /** Begins; these are told what happens. */
    void start(Events told) {
        events = told;
        subsets.start(this::changed);
        source.start(this::changed);
    }

    Routes routes() {
        return routes;
    }

    /**
     * An endpoint for the next call.
     *
     * @throws NoEndpointException when there is none
     */
    TrackedEndpoint choose(PickContext context) {
        return routes.choose(context, health);
    }

    /** The endpoints that this client calls, whatever else keeps them from calls. */
    Subset subset() {
        return subset;
    }

    /** What is called of how many, for people; empty when all are. */
    String subsetText() {
        return subsets.text();
    }

    /** The policy that picks now. */
    Policy policy() {
        return policies.current();
    }

    Events events() {
        return events;
    }

    PickClock clock() {
        return clock;
    }

    /** Picks ever. */
    long picks() {
        long sum = formerPicks.sum();
        for (TrackedEndpoint endpoint : routes.all()) {
            sum += endpoint.picks();
        }
        return sum;
    }

    /** Completes when there is an endpoint; fails when there will be none unless somebody changes something. */
    CompletableFuture<Void> ready() {
        return readiness.future();
    }

    /** While there is no endpoint: how long ago the last one went; the greatest number when there never was one. */
    long gapNanos() {
        return readiness.gapNanos(clock.nanos());
    }

    /** An endpoint could not be reached, so what is known may be old. */
    void suspect() {
        source.suspect();
    }

    /** A call that is timed begins: a good moment to look at what lasts. */
    void review(long nowNanos) {
        Routes current = routes;
        current.review(clock, nowNanos);
        current.review(nearness, nowNanos);
    }

    boolean isClosed() {
        return closed;
    }

    /** Why the user keeps an endpoint from calls; empty when he doesn't. */
    String exclusion(TrackedEndpoint endpoint) {
        return exclusion.reason(endpoint);
    }

    /** Endpoints were ejected or came back, or are excluded or no longer so. */
    void reconsider() {
        changed();
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        subsets.close();
        changed();
    }

    private void changed() {
        if (unseenChanges.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                publish(rebuild());
            } catch (RuntimeException e) { // a policy of the user's must not end the updates
                LOG.error("{}: endpoints could not be updated; the former ones stay", target, e);
            }
            seen = unseenChanges.addAndGet(-seen);
        } while (seen != 0);
    }

    private Routes rebuild() {
        EndpointView view = source.view();
        List<TrackedEndpoint> all = view == trackedView ? routes.all() : track(view.endpoints());
        trackedView = view;
        if (closed) {
            return Routes.none(view, all, new NoEndpointException(Reason.CLOSED, target + " is closed"));
        }
        List<TrackedEndpoint> allowed = nearness.allowed(all, view.rules());
        Subset before = subset;
        subset = subsets.of(allowed, target);
        Selected selected = Selected.of(admitted(subset.within(allowed)), maxEjectionPercent, clock.nanos())
                .preferring(nearness, view.rules());
        if (selected.candidates().length == 0) {
            return allowed.size() < all.size() ? noneLocal(view, all, allowed.size()) : none(view, all);
        }
        Policy policy = policies.under(view.rules(), target);
        Picker same = routes.picker();
        boolean mayStay = policy == pickersPolicy && !haveWeightsChanged && subset.hasPartsOf(before);
        if (same != null && mayStay && isAsBefore(selected)) {
            return Routes.to(view, all, selected, same);
        }
        Routes next = Routes.to(view, all, selected, newPicker(selected, policy));
        pickersPolicy = policy;
        haveWeightsChanged = false;
        return next;
    }

    private boolean isAsBefore(Selected selected) {
        return Arrays.equals(selected.candidates(), routes.candidates())
                && selected.spread().equals(routes.spread());
    }

    private Picker newPicker(Selected selected, Policy policy) {
        List<Candidate> candidates = List.of(selected.candidates());
        Subset called = subset;
        // a client that the Service wants to stay at one endpoint stays there, however much that has to do
        Policy picking = hasLimits && !(policy instanceof ClientAffinity) ? new WithinLimits(policy) : policy;
        if (selected.spread().isEven()) {
            return called.picker(candidates, picking, random);
        }
        if (policy instanceof ClientAffinity) {
            // stays among the near ones, which come first
            int near = selected.spread().groups().get(0).size();
            return policy.newPicker(near == 0 ? candidates : candidates.subList(0, near));
        }
        NearFirst picker =
                new NearFirst(candidates, selected.spread(), group -> called.picker(group, picking, random), random);
        nearness.begin(picker);
        return picker;
    }

    private List<TrackedEndpoint> track(List<Destination> endpoints) {
        double seedNanos = seedNanos();
        long nowNanos = clock.nanos();
        Map<EndpointKey, TrackedEndpoint> next = new HashMap<>(endpoints.size() * 2);
        List<TrackedEndpoint> all = new ArrayList<>(endpoints.size());
        for (Destination destination : endpoints) {
            EndpointKey key = EndpointKey.of(destination);
            if (next.containsKey(key)) {
                continue;
            }
            TrackedEndpoint held = tracked.get(key);
            TrackedEndpoint current =
                    held != null && held.isAt(destination) ? held : begin(destination, seedNanos, nowNanos);
            haveWeightsChanged |=
                    current.endpoint().weight() != destination.endpoint().weight();
            current.update(destination);
            next.put(key, current);
            all.add(current);
        }
        tracked.forEach((key, endpoint) -> {
            if (next.get(key) != endpoint) {
                endpoint.markGone();
            }
        });
        tracked = next;
        return List.copyOf(all);
    }

    private TrackedEndpoint begin(Destination destination, double seedNanos, long nowNanos) {
        TrackedEndpoint endpoint = new TrackedEndpoint(destination, health, seedNanos, nowNanos);
        if (!tracked.isEmpty()) {
            health.joined(endpoint);
        }
        if (checker != null) {
            checker.begin(endpoint, this);
        }
        return endpoint;
    }

    /** What to assume of a new endpoint: the median of what its peers take, so that one slow peer doesn't make it look slow. */
    private double seedNanos() {
        double[] known = tracked.values().stream()
                .mapToDouble(endpoint -> endpoint.conduct().latencyNanos())
                .filter(nanos -> nanos > 0)
                .sorted()
                .toArray();
        return known.length == 0 ? EndpointRecord.seedNanos() : known[known.length / 2];
    }

    private Routes noneLocal(EndpointView view, List<TrackedEndpoint> all, int allowed) {
        String why = target + " has no endpoint to call: " + nearness.noneAllowed(allowed, all.size());
        return Routes.none(view, all, new NoEndpointException(Reason.NONE_LOCAL, why));
    }

    private List<TrackedEndpoint> admitted(List<TrackedEndpoint> all) {
        if (exclusion == Exclusion.NONE) {
            return all;
        }
        return all.stream()
                .filter(endpoint -> exclusion.reason(endpoint).isEmpty())
                .toList();
    }

    private Routes none(EndpointView view, List<TrackedEndpoint> all) {
        Optional<TrackedEndpoint> excluded = all.stream()
                .filter(endpoint -> endpoint.endpoint().isReady())
                .filter(endpoint -> !exclusion.reason(endpoint).isEmpty())
                .findFirst();
        return Routes.none(
                view,
                all,
                excluded.map(endpoint -> allExcluded(endpoint, all.size()))
                        .orElseGet(() -> NoEndpointException.of(target, view)));
    }

    private NoEndpointException allExcluded(TrackedEndpoint one, int known) {
        return NoEndpointException.of(
                Reason.NONE_READY,
                target,
                "none of its " + known + " endpoints takes calls, " + one.text() + " because: "
                        + exclusion.reason(one));
    }

    private void publish(Routes next) {
        Routes before = routes;
        NoEndpointException none = next.none();
        if (none != null) {
            readiness.beforeNone(none, before.isUsable(), clock.nanos());
        }
        routes = next;
        clock.spreadOver(next.candidates().length);
        logTurn(before, next);
        nearness.tell(next.spread());
        readiness.after(none);
        tellOf(before, next);
    }

    private void tellOf(Routes before, Routes next) {
        if (before.all() != next.all()) {
            List<TrackedEndpoint> removed = before.allBut(next);
            removed.forEach(endpoint -> formerPicks.add(endpoint.picks()));
            events.endpointsChanged(next.allBut(before), removed, next.all().size());
        }
        if (before.isPanic() != next.isPanic()) {
            LOG.warn(
                    "{}: {}",
                    target,
                    next.isPanic()
                            ? "panic, too many endpoints are ejected or unwell, so all of them take calls"
                            : "panic is over, endpoints that are ejected or unwell take no calls");
            events.panicChanged(next.isPanic());
        }
        events.sourceChanged(before.view().freshness(), next.view().freshness());
    }

    private void logTurn(Routes before, Routes next) {
        if (next.isUsable() && !before.isUsable()) {
            LOG.info(
                    "{}: {} endpoints from {}",
                    target,
                    next.candidates().length,
                    next.view().freshness().origin());
        } else if (!next.isUsable() && before.isUsable() && !closed) {
            NoEndpointException none = next.none();
            LOG.warn("{}", none == null ? target : none.getMessage());
        }
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
