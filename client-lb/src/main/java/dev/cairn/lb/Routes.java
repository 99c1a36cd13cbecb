// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Picker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where calls can go at one moment.
 *
 * <p><b>Immutable.</b> On the hot path.
 */
final class Routes {
    private final EndpointView view;
    private final List<TrackedEndpoint> all;
    private final TrackedEndpoint[] candidates;
    private final @Nullable Picker picker;
    private final @Nullable NoEndpointException none;
    private final LongSupplier nanoClock;

    private Routes(
            EndpointView view,
            List<TrackedEndpoint> all,
            TrackedEndpoint[] candidates,
            @Nullable Picker picker,
            @Nullable NoEndpointException none,
            LongSupplier nanoClock) {
        this.view = view;
        this.all = all;
        this.candidates = candidates;
        this.picker = picker;
        this.none = none;
        this.nanoClock = nanoClock;
    }

    static Routes to(
            EndpointView view,
            List<TrackedEndpoint> all,
            TrackedEndpoint[] candidates,
            Picker picker,
            LongSupplier nanoClock) {
        return new Routes(view, all, candidates, picker, null, nanoClock);
    }

    static Routes none(EndpointView view, List<TrackedEndpoint> all, NoEndpointException none) {
        return new Routes(view, all, new TrackedEndpoint[0], null, none, () -> 0);
    }

    /** The endpoint for the next call, which counts as in flight. */
    TrackedEndpoint next(PickContext context) {
        Picker current = picker;
        if (current == null) {
            throw reason();
        }
        TrackedEndpoint picked = candidates[current.pick(context)];
        if (picked.mayBeRefusing()) {
            picked = unlessRefusing(picked, current, context);
        }
        picked.picked();
        return picked;
    }

    /** Any other endpoint than those that could not be connected to a moment ago, if there is one. */
    private TrackedEndpoint unlessRefusing(TrackedEndpoint picked, Picker current, PickContext context) {
        long nowNanos = nanoClock.getAsLong();
        if (!picked.isRefusing(nowNanos)) {
            return picked;
        }
        List<TrackedEndpoint> avoided = new ArrayList<>();
        for (TrackedEndpoint candidate : candidates) {
            if (candidate.isRefusing(nowNanos) || context.excludes(candidate)) {
                avoided.add(candidate);
            }
        }
        return avoided.size() == candidates.length ? picked : candidates[current.pick(PickContext.excluding(avoided))];
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

    TrackedEndpoint[] candidates() {
        return candidates;
    }

    @Nullable
    Picker picker() {
        return picker;
    }
}
