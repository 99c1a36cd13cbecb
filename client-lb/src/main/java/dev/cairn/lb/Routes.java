// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.zone.NearFirst;
import dev.cairn.lb.internal.zone.Spread;
import dev.cairn.lb.policy.LoadReport;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where calls can go at one moment.
 *
 * <p><b>Immutable</b>, but for two notes to itself: when to look for a due probe, and which endpoint to review next. On the hot path.
 */
final class Routes {
    private static final int MAX_DRAWS = 4;
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int TURNS_MISSED = 32; // calls that an even share would have given an endpoint that got none

    private final EndpointView view;
    private final List<TrackedEndpoint> all;
    private final TrackedEndpoint[] candidates;
    private final TrackedEndpoint[] ejected;
    private final @Nullable Picker picker;
    private final @Nullable NoEndpointException none;
    private final boolean panic;
    private final boolean mostRamp;
    private final Spread spread;
    private volatile long nextProbeNanos;
    private int reviewed; // a hint; a write that is lost to another one does no harm

    private Routes(
            EndpointView view,
            List<TrackedEndpoint> all,
            Selected selected,
            @Nullable Picker picker,
            @Nullable NoEndpointException none) {
        this.view = view;
        this.all = all;
        this.candidates = selected.candidates();
        this.ejected = selected.ejected();
        this.panic = ejected.length == 0 && hasSick(candidates);
        this.mostRamp = selected.doMostRamp();
        this.spread = selected.spread();
        this.picker = picker;
        this.none = none;
    }

    static Routes to(EndpointView view, List<TrackedEndpoint> all, Selected selected, Picker picker) {
        return new Routes(view, all, selected, picker, null);
    }

    static Routes none(EndpointView view, List<TrackedEndpoint> all, NoEndpointException none) {
        return new Routes(view, all, Selected.NONE, null, none);
    }

    /** An endpoint for the next call, which has yet to begin. */
    TrackedEndpoint choose(PickContext context, Health health) {
        Picker current = picker;
        if (current == null) {
            throw reason();
        }
        if (ejected.length > 0 && !context.hasExclusions()) {
            TrackedEndpoint probe = dueProbe(health.clock());
            if (probe != null) {
                return probe;
            }
        }
        TrackedEndpoint picked = candidates[current.pick(context)];
        return picked.isOrdinary() ? picked : reconsider(picked, current, context, health);
    }

    /** An ejected endpoint whose time is up; a retry is never a probe, since it is a call's last hope. */
    private @Nullable TrackedEndpoint dueProbe(PickClock clock) {
        long now = clock.nanos();
        if (now < nextProbeNanos) {
            return null;
        }
        TrackedEndpoint due = null;
        long next = Long.MAX_VALUE;
        for (TrackedEndpoint endpoint : ejected) {
            if (due == null && endpoint.conduct().claimProbe(now)) {
                due = endpoint;
            }
            next = Math.min(next, endpoint.conduct().ejection().probeDueNanos());
        }
        nextProbeNanos = next;
        return due;
    }

    /** The time of a probe may have changed. */
    void probesChanged() {
        nextProbeNanos = 0;
    }

    /** Draws again while the endpoint would rather not: it begins slowly, or could not be connected to a moment ago. */
    private TrackedEndpoint reconsider(TrackedEndpoint first, Picker current, PickContext context, Health health) {
        long now = health.clock().nanos();
        TrackedEndpoint picked = first;
        for (int draws = 1; draws < MAX_DRAWS && !mostRamp && !health.accepts(picked, now); draws++) {
            picked = candidates[current.pick(context)];
        }
        if (picked.conduct().isRefusing(now)) {
            picked = unlessRefusing(picked, current, context, now);
        }
        if (picked.conduct().isEjected()) {
            // all are candidates when too many are ejected; the outcome of this call may end it
            var unused = picked.conduct().claimProbe(now);
        }
        return picked;
    }

    /** Any other endpoint than those that could not be connected to a moment ago, if there is one. */
    private TrackedEndpoint unlessRefusing(TrackedEndpoint picked, Picker current, PickContext context, long nowNanos) {
        List<TrackedEndpoint> avoided = new ArrayList<>();
        for (TrackedEndpoint candidate : candidates) {
            if (candidate.conduct().isRefusing(nowNanos) || context.excludes(candidate)) {
                avoided.add(candidate);
            }
        }
        return avoided.size() == candidates.length ? picked : candidates[current.pick(context.without(avoided))];
    }

    /**
     * Looks at one endpoint, another one each time: if it got no call for so long, while an even share would have given it several, what
     * is known of it no longer counts, so that one that was slow once is not avoided for ever.
     */
    void review(PickClock clock, long nowNanos) {
        int next = reviewed + 1;
        int index = next < candidates.length ? next : 0;
        reviewed = index;
        if (candidates.length > 1 && clock.meanGapNanos() * candidates.length * TURNS_MISSED < OVERDUE_NANOS) {
            candidates[index].expire(nowNanos - OVERDUE_NANOS);
        }
    }

    /** Looks whether the near endpoints cost too much. */
    void review(Nearness nearness, long nowNanos) {
        if (picker instanceof NearFirst nearFirst) {
            nearness.review(nearFirst, candidates, spread.groups().get(0).size(), nowNanos);
        }
    }

    /** An endpoint has told its load. */
    void reported(TrackedEndpoint endpoint, LoadReport report) {
        Picker current = picker;
        if (current != null) {
            current.reported(endpoint, report);
        }
    }

    private NoEndpointException reason() {
        if (none == null) {
            throw new AssertionError("routes have a picker or a reason");
        }
        return none;
    }

    boolean isUsable() {
        return picker != null;
    }

    /** Why there is no endpoint; null when there is one. */
    @Nullable
    NoEndpointException none() {
        return none;
    }

    EndpointView view() {
        return view;
    }

    /** All endpoints that discovery knows, those that take no calls among them. */
    List<TrackedEndpoint> all() {
        return all;
    }

    /** Those that the other routes don't know. */
    List<TrackedEndpoint> allBut(Routes others) {
        Set<TrackedEndpoint> known = new HashSet<>(others.all);
        return all.stream().filter(endpoint -> !known.contains(endpoint)).toList();
    }

    TrackedEndpoint[] candidates() {
        return candidates;
    }

    /** How calls are spread over the candidates. */
    Spread spread() {
        return spread;
    }

    /** The part of the calls that the near endpoints get, 0 to 1; 1 when none are preferred. */
    double nearShare() {
        return picker instanceof NearFirst nearFirst ? nearFirst.nearShare() : 1;
    }

    /** Those that would take calls, and get none since they aren't near. */
    List<TrackedEndpoint> spared() {
        if (spread.isEven() || nearShare() < 1) {
            return List.of();
        }
        return List.of(candidates).subList(spread.groups().get(0).size(), candidates.length);
    }

    /** Whether so many ready endpoints are ejected, or unwell by their checks, that all of them take calls. */
    boolean isPanic() {
        return panic;
    }

    private static boolean hasSick(TrackedEndpoint[] endpoints) {
        for (TrackedEndpoint endpoint : endpoints) {
            if (endpoint.conduct().isEjected()
                    || endpoint.isUnwell() && endpoint.endpoint().isReady()) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Picker picker() {
        return picker;
    }
}
