// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;

/**
 * What makes an endpoint the same one after a change.
 *
 * <p><b>Immutable.</b>
 */
record EndpointKey(IpAddress address, int port, String podUid) {
    static EndpointKey of(ReachableEndpoint reachable) {
        Endpoint endpoint = reachable.endpoint();
        return new EndpointKey(
                endpoint.address(), reachable.port().number(), endpoint.podUid().orElse(""));
    }
}
