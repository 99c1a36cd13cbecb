// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * What a file held.
 *
 * <p><b>Immutable.</b>
 *
 * @param knownAt when it was the state of the cluster
 * @param namespaces those that existed, without their labels
 * @param services each with its ready endpoints
 */
public record SavedState(Instant knownAt, List<Namespace> namespaces, List<ServiceSnapshot> services) {
    /** Copies the lists. */
    public SavedState {
        namespaces = List.copyOf(namespaces);
        services = List.copyOf(services);
    }
}
