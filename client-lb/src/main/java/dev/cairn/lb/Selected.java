// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.ServiceRules;
import dev.cairn.lb.internal.zone.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of all endpoints take calls: the ready ones that are neither ejected nor unwell by their checks; all ready ones when more than
 * half are, since the few others could not bear it; the draining ones when none is ready.
 *
 * <p><b>Immutable.</b>
 */
final class Selected {
    private static final TrackedEndpoint[] NOBODY = {};

    private static final int MAX_UNWELL_PERCENT = 50;

    /** Nobody at all. */
    static final Selected NONE = new Selected(List.of(), List.of(), List.of(), false, Spread.EVEN);

    private final TrackedEndpoint[] candidates;
    private final TrackedEndpoint[] ejected;
    private final List<TrackedEndpoint> unwell;
    private final boolean mostRamp;
    private final Spread spread;

    private Selected(
            List<TrackedEndpoint> candidates,
            List<TrackedEndpoint> ejected,
            List<TrackedEndpoint> unwell,
            boolean mostRamp,
            Spread spread) {
        this.candidates = candidates.toArray(NOBODY);
        this.ejected = ejected.toArray(NOBODY);
        this.unwell = unwell;
        this.mostRamp = mostRamp;
        this.spread = spread;
    }

    static Selected of(List<TrackedEndpoint> all, int maxEjectionPercent, long nowNanos) {
        List<TrackedEndpoint> ready = new ArrayList<>(all.size());
        List<TrackedEndpoint> well = new ArrayList<>(all.size());
        List<TrackedEndpoint> ejected = new ArrayList<>();
        List<TrackedEndpoint> unwell = new ArrayList<>();
        List<TrackedEndpoint> draining = new ArrayList<>();
        for (TrackedEndpoint endpoint : all) {
            if (endpoint.endpoint().isReady()) {
                ready.add(endpoint);
                boolean isEjected = endpoint.conduct().isEjected();
                (isEjected ? ejected : endpoint.isUnwell() ? unwell : well).add(endpoint);
            } else if (endpoint.endpoint().isDraining()) {
                draining.add(endpoint);
            }
        }
        if (ready.isEmpty()) {
            return of(draining, List.of(), List.of(), nowNanos);
        }
        int maxOutPercent = Math.max(maxEjectionPercent, MAX_UNWELL_PERCENT);
        boolean isPanic = well.isEmpty()
                || ejected.size() * 100L > (long) ready.size() * maxEjectionPercent
                || (ejected.size() + unwell.size()) * 100L > (long) ready.size() * maxOutPercent;
        return isPanic ? of(ready, List.of(), List.of(), nowNanos) : of(well, ejected, unwell, nowNanos);
    }

    private static Selected of(
            List<TrackedEndpoint> candidates,
            List<TrackedEndpoint> ejected,
            List<TrackedEndpoint> unwell,
            long nowNanos) {
        long ramping = candidates.stream()
                .filter(endpoint -> endpoint.conduct().rampProgress(nowNanos) < 1)
                .count();
        return new Selected(candidates, ejected, unwell, ramping * 2 > candidates.size(), Spread.EVEN);
    }

    /** The same, the near ones first. */
    Selected preferring(Nearness nearness, ServiceRules rules) {
        List<TrackedEndpoint> ordered = new ArrayList<>(List.of(candidates));
        List<TrackedEndpoint> out = new ArrayList<>(unwell);
        out.addAll(List.of(ejected));
        Spread over = nearness.spread(ordered, out, rules);
        return over.isEven() ? this : new Selected(ordered, List.of(ejected), unwell, mostRamp, over);
    }

    /** Those that take calls, in the order of the groups that they are spread over. */
    TrackedEndpoint[] candidates() {
        return candidates;
    }

    /** Those that take none but a probe. */
    TrackedEndpoint[] ejected() {
        return ejected;
    }

    /** How calls are spread over them. */
    Spread spread() {
        return spread;
    }

    /** Whether most of the candidates are in their slow start, which then would only overload the others. */
    boolean doMostRamp() {
        return mostRamp;
    }
}
