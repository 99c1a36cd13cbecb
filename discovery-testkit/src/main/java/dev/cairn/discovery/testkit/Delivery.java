// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import java.time.Duration;

/** One call that a watcher received. */
public sealed interface Delivery {
    /**
     * {@link dev.cairn.discovery.ServiceWatcher#onState}.
     *
     * @param state what it was given
     */
    record OfState(ServiceState state) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onService}.
     *
     * @param snapshot what it was given
     */
    record OfService(ServiceSnapshot snapshot) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onServiceRemoved}.
     *
     * @param name what it was given
     */
    record OfServiceRemoved(ServiceName name) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onNamespace}.
     *
     * @param namespace what it was given
     */
    record OfNamespace(Namespace namespace) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onNamespaceRemoved}.
     *
     * @param name what it was given
     */
    record OfNamespaceRemoved(String name) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onPod}.
     *
     * @param pod what it was given
     */
    record OfPod(Pod pod) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onPodRemoved}.
     *
     * @param namespace the pod's namespace
     * @param name the pod's name
     */
    record OfPodRemoved(String namespace, String name) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onNode}.
     *
     * @param node what it was given
     */
    record OfNode(Node node) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onNodeRemoved}.
     *
     * @param name what it was given
     */
    record OfNodeRemoved(String name) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.ClusterWatcher#onSynced}.
     *
     * @param input what it was given
     */
    record OfSynced(Input input) implements Delivery {}

    /**
     * {@link dev.cairn.discovery.OriginWatcher#onStale}.
     *
     * @param age the age it was given
     * @param reason the reason it was given
     */
    record OfStale(Duration age, String reason) implements Delivery {}

    /** {@link dev.cairn.discovery.OriginWatcher#onFresh}. */
    record OfFresh() implements Delivery {}

    /**
     * {@link dev.cairn.discovery.OriginWatcher#onFailure}.
     *
     * @param failure what it was given
     */
    record OfFailure(DiscoveryException failure) implements Delivery {}
}
