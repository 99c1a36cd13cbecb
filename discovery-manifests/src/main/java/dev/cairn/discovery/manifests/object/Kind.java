// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that are understood. */
public enum Kind {
    /** A namespace. */
    NAMESPACE("Namespace", false, "v1"),
    /** A node. */
    NODE("Node", false, "v1"),
    /** A Service. */
    SERVICE("Service", true, "v1"),
    /** The endpoints of a Service, in the old form. */
    ENDPOINTS("Endpoints", true, "v1"),
    /** Some endpoints of a Service. */
    ENDPOINT_SLICE("EndpointSlice", true, "discovery.k8s.io/v1"),
    /** A pod. */
    POD("Pod", true, "v1"),
    /** A workload of equal pods. */
    DEPLOYMENT("Deployment", true, "apps/v1"),
    /** A workload of numbered pods. */
    STATEFUL_SET("StatefulSet", true, "apps/v1"),
    /** A workload with one pod on each node. */
    DAEMON_SET("DaemonSet", true, "apps/v1"),
    /** A workload of equal pods, itself usually owned by a Deployment. */
    REPLICA_SET("ReplicaSet", true, "apps/v1");

    private final String word;
    private final boolean isNamespaced;
    private final String apiVersion;

    Kind(String word, boolean isNamespaced, String apiVersion) {
        this.word = word;
        this.isNamespaced = isNamespaced;
        this.apiVersion = apiVersion;
    }

    /** The kind of this word; empty for a kind that isn't understood. */
    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** The words of all kinds. */
    static List<String> words() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }

    /** The API group of an {@code apiVersion}; empty for the core group. */
    static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** As manifests write it. */
    public String word() {
        return word;
    }

    boolean isNamespaced() {
        return isNamespaced;
    }

    /** The current API version of the kind. */
    String apiVersion() {
        return apiVersion;
    }

    /** Whether the kind has been served in this group. */
    boolean isInGroup(String group) {
        return group.equals(group(apiVersion))
                || group.equals("extensions") && group(apiVersion).equals("apps");
    }
}
