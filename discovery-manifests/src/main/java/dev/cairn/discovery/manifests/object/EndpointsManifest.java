// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import java.util.List;

/**
 * An Endpoints object as declared; it belongs to the Service of its name. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param isMirrored whether its addresses count: false with the label {@code endpointslice.kubernetes.io/skip-mirror}
 * @param subsets its addresses
 */
public record EndpointsManifest(Meta meta, boolean isMirrored, List<Subset> subsets) implements Manifest {
    /** Copies the list. */
    public EndpointsManifest {
        subsets = List.copyOf(subsets);
    }

    /**
     * Addresses that listen on the same ports.
     *
     * @param ports the ports
     * @param endpoints the addresses, of both families
     */
    public record Subset(List<EndpointPort> ports, List<Endpoint> endpoints) {
        /** Copies the lists. */
        public Subset {
            ports = List.copyOf(ports);
            endpoints = List.copyOf(endpoints);
        }
    }
}
