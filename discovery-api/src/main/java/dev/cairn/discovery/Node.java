// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A node of the cluster.
 *
 * <p><b>Immutable.</b>
 *
 * @param name its name
 * @param addresses its internal addresses, the primary first
 * @param labels its labels; {@code topology.kubernetes.io/zone} is its zone
 */
public record Node(String name, List<IpAddress> addresses, Map<String, String> labels) {
    /** Copies the collections. */
    public Node {
        Objects.requireNonNull(name, "name");
        addresses = List.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    /** The zone by the well-known label; empty when it has none. */
    public String zone() {
        return labels.getOrDefault("topology.kubernetes.io/zone", "");
    }
}
