// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /**
     * What of it a client sees that asks by labels.
     *
     * @param labels which Services, slices and pods it asks for
     * @param namespaceLabels which namespaces it asks for
     */
    public World select(LabelSelector labels, LabelSelector namespaceLabels) {
        Map<String, Namespace> shownNamespaces = new LinkedHashMap<>(namespaces);
        shownNamespaces.values().removeIf(namespace -> !namespaceLabels.matches(namespace.labels()));
        Map<String, Pod> shownPods = new LinkedHashMap<>(pods);
        shownPods.values().removeIf(pod -> !labels.matches(pod.labels()));
        SortedMap<ServiceName, ServiceState> shownServices = new TreeMap<>();
        services.forEach((name, state) -> {
            if (labels.matches(state.labels())) {
                shownServices.put(name, state.select(labels));
            }
        });
        return new World(shownNamespaces, nodes, shownPods, shownServices);
    }

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
     * @param labels the Service's labels
     * @param groupLabels the labels of each slice, in the order of the groups
     */
    public record ServiceState(
            Service service,
            List<EndpointGroup> groups,
            Map<String, String> labels,
            List<Map<String, String>> groupLabels) {
        /** Copies the collections. */
        public ServiceState {
            groups = List.copyOf(groups);
            labels = Map.copyOf(labels);
            groupLabels = List.copyOf(groupLabels);
        }

        private ServiceState select(LabelSelector selector) {
            List<EndpointGroup> shown = new ArrayList<>();
            List<Map<String, String>> shownLabels = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                if (selector.matches(groupLabels.get(i))) {
                    shown.add(groups.get(i));
                    shownLabels.add(groupLabels.get(i));
                }
            }
            return new ServiceState(service, shown, labels, shownLabels);
        }

        /** How many of its endpoints are ready. */
        public long readyEndpoints() {
            return groups.stream()
                    .flatMap(group -> group.endpoints().stream())
                    .filter(Endpoint::isReady)
                    .count();
        }
    }
}
