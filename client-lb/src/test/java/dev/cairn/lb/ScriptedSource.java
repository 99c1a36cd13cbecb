// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.source.Freshness;
import java.util.Collection;
import java.util.List;

/** A source that a test speaks for; its endpoints listen on port 80. */
final class ScriptedSource implements EndpointSource {
    private Runnable onChange = () -> {};
    private EndpointView view = known(List.of());

    private static EndpointView known(Collection<Endpoint> endpoints) {
        return EndpointView.known(
                endpoints.stream().map(ScriptedSource::destination).toList(), Freshness.live("script"));
    }

    static Destination destination(Endpoint endpoint, IpAddress... others) {
        return new Destination(endpoint, EndpointPort.tcp("", 80), List.of(others));
    }

    void say(EndpointView now) {
        view = now;
        onChange.run();
    }

    void say(Endpoint... endpoints) {
        say(List.of(endpoints));
    }

    void say(Collection<Endpoint> endpoints) {
        view = known(endpoints);
        onChange.run();
    }

    @Override
    public void start(Runnable listener) {
        onChange = listener;
    }

    @Override
    public EndpointView view() {
        return view;
    }

    @Override
    public void close() {}
}
