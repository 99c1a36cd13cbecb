// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.manifests.object.NodeManifest;
import dev.cairn.discovery.manifests.object.PodTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Places pods on nodes. A pod that no node takes still runs, on none. */
final class Nodes {
    private final List<NodeManifest> nodes;

    Nodes(List<NodeManifest> nodes) {
        this.nodes = nodes.stream()
                .sorted(Comparator.comparing(node -> node.meta().name()))
                .toList();
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The names of the nodes that have the labels a template asks for, sorted. */
    List<String> namesFor(PodTemplate template) {
        return nodes.stream()
                .filter(node -> hasAll(node.meta().labels(), template.nodeSelector()))
                .map(node -> node.meta().name())
                .toList();
    }

    /** The node for one of a workload's pods: neighbours stand on different nodes, and workloads begin on different ones. */
    String place(PodTemplate template, String workload, int ordinal) {
        if (!template.nodeName().isEmpty() || nodes.isEmpty()) {
            return template.nodeName();
        }
        List<String> candidates = namesFor(template);
        if (candidates.isEmpty()) {
            return "";
        }
        long start = StableHash.of(workload) % candidates.size();
        return candidates.get((int) ((start + ordinal) % candidates.size()));
    }

    private static boolean hasAll(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }
}
