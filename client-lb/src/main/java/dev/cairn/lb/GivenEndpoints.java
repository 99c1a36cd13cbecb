// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.source.Freshness;
import java.util.List;
import java.util.Objects;

/**
 * Endpoints that somebody else finds, such as the resolver of an RPC client. A balancer over them picks and judges, and watches nothing.
 *
 * <p>For one balancer. <b>Thread-safe.</b>
 */
public final class GivenEndpoints {
    private final String name;
    private volatile EndpointView view;
    private volatile Runnable onChange = () -> {};

    /** None yet. The name is what logs and explanations call the balancer. */
    public GivenEndpoints(String name) {
        this.name = Objects.requireNonNull(name, "name");
        view = EndpointView.none(EndpointView.Status.PENDING, "no endpoints were given yet", freshness());
    }

    /** These are all. The balancer knows them when this returns, unless another thread is telling it of a change at the same moment. */
    public void set(List<ReachableEndpoint> endpoints) {
        List<Destination> destinations = endpoints.stream()
                .map(one -> new Destination(one.endpoint(), one.port()))
                .toList();
        give(EndpointView.known(destinations, freshness()));
    }

    /** As {@link #set(List)}, with all that a watch knows of them. */
    public void set(Endpoints endpoints) {
        give(endpoints.view());
    }

    private void give(EndpointView next) {
        view = next;
        onChange.run();
    }

    private Freshness freshness() {
        return Freshness.live("what was given");
    }

    String name() {
        return name;
    }

    EndpointSource source() {
        return new EndpointSource() {
            @Override
            public void start(Runnable listener) {
                onChange = listener;
                listener.run();
            }

            @Override
            public EndpointView view() {
                return view;
            }

            @Override
            public void close() {
                onChange = () -> {};
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
