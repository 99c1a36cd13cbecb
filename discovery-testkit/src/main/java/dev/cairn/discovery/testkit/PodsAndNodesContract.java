// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Selection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of pods and nodes, which a source reads only when asked. */
public interface PodsAndNodesContract extends ContractCase {
    /** An origin that holds pods and nodes. */
    interface PopulatedOrigin extends TestOrigin {
        /** Adds or replaces a pod. */
        void put(Pod pod);

        /** Deletes a pod. */
        void removePod(String namespace, String name);

        /** Adds or replaces a node. */
        void put(Node node);

        /** Deletes a node. */
        void removeNode(String name);
    }

    /** A new origin as {@link #open()} that can hold pods and nodes. */
    PopulatedOrigin openPopulated();

    /** Pods and nodes arrive, change and go. */
    @Test
    default void followsPodsAndNodes() {
        PopulatedOrigin origin = run().use(openPopulated());
        Pod pod = pod("10.244.1.1");
        Node node = new Node("node-a", List.of(IpAddress.parse("192.0.2.1")), Map.of("disk", "ssd"));
        origin.put(pod);
        origin.put(node);
        RecordingClusterWatcher watcher = run().watchAll(
                        origin,
                        Selection.builder().with(Input.PODS).with(Input.NODES).build());
        watcher.awaitSynced(Input.PODS, Input.NODES);

        Pod told = watcher.awaitPod("shop", "web-0");
        assertThat(told.addresses()).isEqualTo(pod.addresses());
        assertThat(told.nodeName()).isEqualTo("node-a");
        assertThat(told.labels()).containsAllEntriesOf(pod.labels());
        assertThat(watcher.awaitNode("node-a").addresses()).isEqualTo(node.addresses());

        origin.removePod("shop", "web-0");
        watcher.await(new Delivery.OfPodRemoved("shop", "web-0"));
        origin.removeNode("node-a");
        watcher.await(new Delivery.OfNodeRemoved("node-a"));
    }

    /** Without being asked for they are not told. */
    @Test
    default void tellsOfNoPodOrNodeUnlessAsked() {
        PopulatedOrigin origin = run().use(openPopulated());
        origin.put(pod("10.244.1.1"));
        origin.put(new Node("node-a", List.of(IpAddress.parse("192.0.2.1")), Map.of()));
        origin.put(MARKER);
        RecordingClusterWatcher watcher = run().watchAll(
                        origin, Selection.builder().namespaces(Set.of("shop")).build());
        watcher.awaitService(MARKER.name());
        watcher.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(watcher.deliveries())
                .noneMatch(Delivery.OfPod.class::isInstance)
                .noneMatch(Delivery.OfNode.class::isInstance)
                .doesNotContain(new Delivery.OfSynced(Input.PODS), new Delivery.OfSynced(Input.NODES));
    }

    private static Pod pod(String address) {
        return Pod.builder("shop", "web-0")
                .addresses(List.of(IpAddress.parse(address)))
                .nodeName("node-a")
                .labels(Map.of("app", "web"))
                .build();
    }
}
