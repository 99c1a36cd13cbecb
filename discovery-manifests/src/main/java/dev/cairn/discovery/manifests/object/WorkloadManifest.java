// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import java.util.Set;

/**
 * A Deployment, StatefulSet, DaemonSet or ReplicaSet as declared. <b>Immutable.</b>
 *
 * @param meta what every object has
 * @param template what its pods are made of
 * @param replicas how many pods it wants; without meaning for a DaemonSet
 * @param firstOrdinal the number of the first pod of a StatefulSet
 * @param serviceName the Service that governs a StatefulSet, empty when there is none
 * @param notReady the pods, by name or by ordinal, that the annotation {@code cairn.dev/not-ready} lists
 */
public record WorkloadManifest(
        Meta meta, PodTemplate template, int replicas, int firstOrdinal, String serviceName, Set<String> notReady)
        implements Manifest {
    /** Copies the set. */
    public WorkloadManifest {
        notReady = Set.copyOf(notReady);
    }
}
