// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A watcher of a selection that keeps what it is told and lets a test wait for it. Waiting ends with an assertion error after ten
 * seconds, unless {@link #patience} says otherwise. <b>Thread-safe.</b>
 */
public final class RecordingClusterWatcher implements ClusterWatcher {
    private final Recording recording = new Recording();

    /** Runs this inside every delivery to come, after it was recorded; what it throws reaches the source. */
    public RecordingClusterWatcher during(Runnable action) {
        recording.during(action);
        return this;
    }

    /** How long to wait for something. */
    public RecordingClusterWatcher patience(Duration value) {
        recording.patience(value);
        return this;
    }

    /** All calls so far. */
    public List<Delivery> deliveries() {
        return recording.deliveries();
    }

    /** Whether two calls ever ran at the same time, which the contract forbids. */
    public boolean wasCalledByTwoThreads() {
        return recording.wasCalledByTwoThreads();
    }

    /** All snapshots of a Service so far. */
    public List<ServiceSnapshot> snapshots(ServiceName name) {
        return recording.only(Delivery.OfService.class).stream()
                .map(Delivery.OfService::snapshot)
                .filter(snapshot -> snapshot.name().equals(name))
                .toList();
    }

    /** Waits until the Service is there. */
    public ServiceSnapshot awaitService(ServiceName name) {
        return awaitService(name, "it is there", snapshot -> true);
    }

    /** Waits until the Service is there and like this. */
    public ServiceSnapshot awaitService(ServiceName name, String what, Predicate<ServiceSnapshot> expected) {
        return recording.await(name + ": " + what, told -> newest(told, name).filter(expected));
    }

    /** Waits until the last word on the Service is that it is gone. */
    public void awaitServiceRemoved(ServiceName name) {
        recording.await(
                name + " is gone",
                told -> Recording.last(
                                told,
                                Delivery.OfServiceRemoved.class,
                                removed -> removed.name().equals(name))
                        .filter(removed -> newest(told, name).isEmpty()));
    }

    /** Waits until the namespace is there and like this. */
    public Namespace awaitNamespace(String name, Predicate<Namespace> expected) {
        return recording
                .await(
                        "namespace " + name,
                        told -> Recording.last(
                                        told,
                                        Delivery.OfNamespace.class,
                                        delivery -> delivery.namespace().name().equals(name))
                                .filter(delivery -> expected.test(delivery.namespace())))
                .namespace();
    }

    /** Waits for a call that equals this one. */
    public void await(Delivery delivery) {
        recording.await(
                delivery.toString(), told -> told.contains(delivery) ? Optional.of(delivery) : Optional.empty());
    }

    /** Waits for the pod of this namespace and name. */
    public Pod awaitPod(String namespace, String name) {
        return recording
                .await(
                        "pod " + namespace + "/" + name,
                        told -> Recording.last(
                                told,
                                Delivery.OfPod.class,
                                delivery -> delivery.pod().namespace().equals(namespace)
                                        && delivery.pod().name().equals(name)))
                .pod();
    }

    /** Waits for the node of this name. */
    public Node awaitNode(String name) {
        return recording
                .await(
                        "node " + name,
                        told -> Recording.last(
                                told,
                                Delivery.OfNode.class,
                                delivery -> delivery.node().name().equals(name)))
                .node();
    }

    /** Waits until all these inputs are synced. */
    public void awaitSynced(Input... inputs) {
        recording.await("synced " + Set.of(inputs), told -> {
            List<Input> missing = new ArrayList<>(Set.of(inputs));
            recording.only(Delivery.OfSynced.class).forEach(synced -> missing.remove(synced.input()));
            return missing.isEmpty() ? Optional.of(told) : Optional.empty();
        });
    }

    /** Waits until the origin is said to be lost; returns the age of the state. */
    public Duration awaitStale() {
        return recording.awaitStale();
    }

    /** Waits until the state is said to be confirmed again. */
    public void awaitFresh() {
        recording.awaitFresh();
    }

    /** Waits until a failure is reported. */
    public DiscoveryException awaitFailure() {
        return recording.awaitFailure();
    }

    /** The snapshot delivered last, empty when a removal came after it or there is none. */
    private static Optional<ServiceSnapshot> newest(List<Delivery> told, ServiceName name) {
        Optional<ServiceSnapshot> newest = Optional.empty();
        for (Delivery delivery : told) {
            if (delivery instanceof Delivery.OfService present
                    && present.snapshot().name().equals(name)) {
                newest = Optional.of(present.snapshot());
            }
            if (delivery instanceof Delivery.OfServiceRemoved removed
                    && removed.name().equals(name)) {
                newest = Optional.empty();
            }
        }
        return newest;
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        recording.add(new Delivery.OfService(snapshot));
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        recording.add(new Delivery.OfServiceRemoved(name));
    }

    @Override
    public void onNamespace(Namespace namespace) {
        recording.add(new Delivery.OfNamespace(namespace));
    }

    @Override
    public void onNamespaceRemoved(String name) {
        recording.add(new Delivery.OfNamespaceRemoved(name));
    }

    @Override
    public void onPod(Pod pod) {
        recording.add(new Delivery.OfPod(pod));
    }

    @Override
    public void onPodRemoved(String namespace, String name) {
        recording.add(new Delivery.OfPodRemoved(namespace, name));
    }

    @Override
    public void onNode(Node node) {
        recording.add(new Delivery.OfNode(node));
    }

    @Override
    public void onNodeRemoved(String name) {
        recording.add(new Delivery.OfNodeRemoved(name));
    }

    @Override
    public void onSynced(Input input) {
        recording.add(new Delivery.OfSynced(input));
    }

    @Override
    public void onStale(Duration age, String reason) {
        recording.add(new Delivery.OfStale(age, reason));
    }

    @Override
    public void onFresh() {
        recording.add(new Delivery.OfFresh());
    }

    @Override
    public void onFailure(DiscoveryException failure) {
        recording.add(new Delivery.OfFailure(failure));
    }
}
