// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.ParsedTarget.HostPort;
import java.util.List;

/** Addresses that never change. <b>Immutable.</b> */
public final class StaticEndpoints implements EndpointSource {
    private final EndpointView view;

    /** The addresses of a target, each once. */
    public StaticEndpoints(ParsedTarget.OfAddresses target) {
        List<Destination> endpoints = target.addresses().stream()
                .distinct()
                .map(StaticEndpoints::endpoint)
                .toList();
        view = EndpointView.known(endpoints, Freshness.live("the target itself"));
    }

    private static Destination endpoint(HostPort address) {
        return new Destination(Endpoint.ready(address.address()), EndpointPort.tcp("", address.port()));
    }

    @Override
    public void start(Runnable onChange) {
        onChange.run();
    }

    @Override
    public EndpointView view() {
        return view;
    }

    @Override
    public void close() {}
}
