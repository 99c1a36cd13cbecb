// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds pods by label, so that a Service costs about as much as the pods that it selects. <b>Immutable.</b> */
final class PodIndex {
    private final Map<Key, List<PodState>> byLabel = new HashMap<>();

    PodIndex(List<PodState> pods) {
        for (PodState pod : pods) {
            pod.seed()
                    .labels()
                    .forEach((name, value) -> byLabel.computeIfAbsent(
                                    new Key(pod.seed().namespace(), name, value), key -> new ArrayList<>())
                            .add(pod));
        }
    }

    /** The pods of a namespace that have all these labels, in their order; none for no labels. */
    List<PodState> select(String namespace, Map<String, String> labels) {
        List<PodState> fewest = null;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            List<PodState> pods = byLabel.getOrDefault(new Key(namespace, label.getKey(), label.getValue()), List.of());
            if (fewest == null || pods.size() < fewest.size()) {
                fewest = pods;
            }
        }
        if (fewest == null) {
            return List.of();
        }
        return fewest.stream()
                .filter(pod -> pod.seed().labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private record Key(String namespace, String label, String value) {}
}
