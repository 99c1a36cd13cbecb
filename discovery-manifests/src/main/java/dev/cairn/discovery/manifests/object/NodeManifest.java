// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.IpAddress;
import java.util.List;

/**
 * A Node as declared. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param addresses its internal addresses, else its external ones
 */
public record NodeManifest(Meta meta, List<IpAddress> addresses) implements Manifest {
    /** Copies the list. */
    public NodeManifest {
        addresses = List.copyOf(addresses);
    }
}
