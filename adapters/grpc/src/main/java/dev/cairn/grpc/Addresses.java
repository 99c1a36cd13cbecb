// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import io.grpc.EquivalentAddressGroup;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Endpoints in gRPC's terms and back. */
final class Addresses {
    private Addresses() {}

    static InetSocketAddress of(ReachableEndpoint reachable) {
        return new InetSocketAddress(
                reachable.endpoint().address().toInetAddress(), reachable.port().number());
    }

    /** The address by which a group is known, its first; empty when it isn't an IP address with a port. */
    static Optional<InetSocketAddress> of(EquivalentAddressGroup group) {
        return group.getAddresses().get(0) instanceof InetSocketAddress address && !address.isUnresolved()
                ? Optional.of(address)
                : Optional.empty();
    }

    /** The endpoint at an address, with what discovery says of it where our resolver found it. */
    static ReachableEndpoint endpoint(EquivalentAddressGroup group, InetSocketAddress address) {
        Endpoint known = group.getAttributes().get(CairnGrpc.ENDPOINT);
        Endpoint endpoint = known == null ? Endpoint.ready(IpAddress.of(address.getAddress())) : known;
        return new ReachableEndpoint(endpoint, EndpointPort.tcp("", address.getPort()));
    }
}
