// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pods that the two Services select, as the API server has them. */
final class Pods {
    private static final Map<String, String> SELECTOR = Map.of("app", "myapp", "traffic", "on");

    private final KubernetesClient client;

    Pods(KubernetesClient client) {
        this.client = client;
    }

    /** Those that are ready and not told to end, by address. */
    Map<String, Pod> ready() {
        Map<String, Pod> ready = new TreeMap<>();
        list().stream()
                .filter(Pods::isReady)
                .forEach(pod -> ready.put(pod.getStatus().getPodIP(), pod));
        return ready;
    }

    /** How many were told to end and have not. */
    long ending() {
        return list().stream().filter(Pods::isEnding).count();
    }

    /** How often the containers of this pod were started again. */
    int restarts(String name) {
        return client.pods()
                .inNamespace("default")
                .withName(name)
                .get()
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getRestartCount();
    }

    static Set<String> names(Collection<Pod> pods) {
        Set<String> names = new TreeSet<>();
        pods.forEach(pod -> names.add(pod.getMetadata().getName()));
        return names;
    }

    /** What these pods answer a call with: name and version. */
    static Set<String> replies(Collection<Pod> pods) {
        Set<String> replies = new TreeSet<>();
        pods.forEach(pod -> replies.add(pod.getMetadata().getName() + " "
                + pod.getMetadata().getLabels().get("version")));
        return replies;
    }

    private List<Pod> list() {
        return client.pods().inNamespace("default").withLabels(SELECTOR).list().getItems();
    }

    private static boolean isEnding(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean isReady(Pod pod) {
        return !isEnding(pod)
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
