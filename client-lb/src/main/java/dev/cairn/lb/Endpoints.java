// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.internal.source.EndpointView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a target's endpoints at one moment.
 *
 * <p><b>Immutable.</b>
 */
public final class Endpoints {
    private final EndpointView view;
    private final List<ReachableEndpoint> callable;
    private final @Nullable NoEndpointException none;

    private Endpoints(EndpointView view, List<ReachableEndpoint> callable, @Nullable NoEndpointException none) {
        this.view = view;
        this.callable = callable;
        this.none = none;
    }

    static Endpoints of(Target target, EndpointView view) {
        List<ReachableEndpoint> ready = those(view, Endpoint::isReady);
        List<ReachableEndpoint> callable = ready.isEmpty() ? those(view, Endpoint::isDraining) : ready;
        return new Endpoints(view, callable, callable.isEmpty() ? NoEndpointException.of(target, view) : null);
    }

    private static List<ReachableEndpoint> those(EndpointView view, Predicate<Endpoint> wanted) {
        return view.endpoints().stream()
                .filter(one -> wanted.test(one.endpoint()))
                .map(one -> new ReachableEndpoint(one.endpoint(), one.port()))
                .toList();
    }

    /** Those that may be called: the ready ones, and the draining ones when none is ready. */
    public List<ReachableEndpoint> callable() {
        return callable;
    }

    /** All that discovery knows, those that are not ready among them. */
    public List<ReachableEndpoint> all() {
        return those(view, endpoint -> true);
    }

    /** Why none may be called; empty when one may. */
    public Optional<NoEndpointException> none() {
        return Optional.ofNullable(none);
    }

    /** Whether nothing has been said yet, neither endpoints nor what is wrong. */
    public boolean isPending() {
        return view.status() == EndpointView.Status.PENDING && lastError().isEmpty();
    }

    /** Whether the origin has said what there is, so that the lack of an endpoint is a fact. */
    public boolean isKnown() {
        return view.status() != EndpointView.Status.PENDING && view.status() != EndpointView.Status.REFUSED;
    }

    /** What is wrong with the origin; empty when nothing is. */
    public Optional<String> lastError() {
        String error = view.freshness().lastError();
        return error.isEmpty() ? Optional.empty() : Optional.of(error);
    }

    EndpointView view() {
        return view;
    }

    @Override
    public String toString() {
        return none == null
                ? callable.size() + " of " + all().size() + " endpoints"
                : String.valueOf(none.getMessage());
    }
}
