// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.Service;
import java.util.Map;

/**
 * A Service as declared. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param declared the Service without cluster IPs, and with those node ports only that it names itself
 * @param selector the labels that its pods have; empty when its endpoints are written by hand
 * @param addresses which cluster IPs it wants, and so which families its endpoints have
 * @param wantsNodePorts whether a port that names no node port is allotted one
 */
public record ServiceManifest(
        Meta meta, Service declared, Map<String, String> selector, AddressRequest addresses, boolean wantsNodePorts)
        implements Manifest {
    /** Copies the map. */
    public ServiceManifest {
        selector = Map.copyOf(selector);
    }
}
