// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.internal.source.Destination;

/**
 * What makes an endpoint the same one after a change: its pod, else its address, and the port.
 *
 * <p><b>Immutable.</b>
 *
 * @param identity the pod's uid, else the pod's name, else the address
 * @param port the port number
 */
record EndpointKey(String identity, int port) {
    static EndpointKey of(Destination destination) {
        Endpoint endpoint = destination.endpoint();
        String identity = endpoint.podUid()
                .or(endpoint::podName)
                .orElseGet(() -> endpoint.address().toString());
        return new EndpointKey(identity, destination.port().number());
    }
}
