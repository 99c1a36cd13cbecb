// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that a cluster with these manifests would hold.
 *
 * <p><b>Immutable.</b>
 *
 * @param namespaces the namespaces by name
 * @param nodes the nodes by name
 * @param pods the pods by {@code <namespace>/<name>}
 * @param services the Services
 */
public record World(
        Map<String, Namespace> namespaces,
        Map<String, Node> nodes,
        Map<String, Pod> pods,
        SortedMap<ServiceName, ServiceState> services) {
    /** A world in which nothing is. */
    public static final World EMPTY = new World(Map.of(), Map.of(), Map.of(), Collections.emptySortedMap());

    /** How much it holds, for people. */
    @Override
    public String toString() {
        return services.size() + " services, " + pods.size() + " pods, " + namespaces.size() + " namespaces";
    }

    /**
     * A Service with its endpoints.
     *
     * @param service the Service
     * @param groups its endpoints
     */
    public record ServiceState(Service service, List<EndpointGroup> groups) {
        /** How many of its endpoints are ready. */
        public long readyEndpoints() {
            return groups.stream()
                    .flatMap(group -> group.endpoints().stream())
                    .filter(Endpoint::isReady)
                    .count();
        }
    }
}
