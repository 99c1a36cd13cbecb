// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import java.util.List;
import java.util.Objects;

/**
 * An endpoint and where it can be called.
 *
 * <p><b>Immutable.</b>
 *
 * @param endpoint the endpoint, at the address to call first
 * @param port the port that it listens on
 * @param otherAddresses where the same pod listens too: its address of the other family, if it has one
 */
public record Destination(Endpoint endpoint, EndpointPort port, List<IpAddress> otherAddresses) {
    /** Refuses null parts and copies the list. */
    public Destination {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(port, "port");
        otherAddresses = List.copyOf(otherAddresses);
    }

    /** An endpoint with one address. */
    public Destination(Endpoint endpoint, EndpointPort port) {
        this(endpoint, port, List.of());
    }

    static Destination of(ReachableEndpoint reachable) {
        return new Destination(reachable.endpoint(), reachable.port());
    }
}
