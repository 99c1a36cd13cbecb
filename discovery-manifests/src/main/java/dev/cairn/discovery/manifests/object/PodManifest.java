// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.IpAddress;
import java.util.List;

/**
 * A Pod as declared. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param template what it is made of
 * @param addresses the addresses of its status, empty when it has none yet
 * @param isReady whether its status and its annotations let it be ready
 * @param isFinished whether its phase is Succeeded or Failed
 */
public record PodManifest(
        Meta meta, PodTemplate template, List<IpAddress> addresses, boolean isReady, boolean isFinished)
        implements Manifest {
    /** Copies the list. */
    public PodManifest {
        addresses = List.copyOf(addresses);
    }
}
