// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what a kubelet does for the pods that are bound to its node, with small servers of this JVM in place of containers, or
 * with a {@link Program}: gives each pod its addresses, serves its ports there, reports it running and ready, and ends it gracefully when it is deleted.
 * <b>Thread-safe.</b>
 */
public final class HollowNode implements AutoCloseable {
    /** The name of its Node. */
    public static final String NAME = "hollow";

    private final ControlPlane plane;
    private final KubernetesClient client;
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final Map<String, HollowPod> pods = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final NodeLoop loop = new NodeLoop();
    private final SharedIndexInformer<Pod> informer;

    private HollowNode(ControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        register();
        informer =
                client.pods().inAnyNamespace().withField("spec.nodeName", NAME).inform(new Bound());
    }

    /** Registers the node and takes over its pods. */
    static HollowNode start(ControlPlane plane) {
        return new HollowNode(plane);
    }

    /** From now on a pod whose first container has this image is this program, in a network of its own. */
    public void provide(String image, Program program) {
        programs.put(image, program);
    }

    Optional<Program> program(String image) {
        return Optional.ofNullable(programs.get(image));
    }

    ControlPlane plane() {
        return plane;
    }

    NodeLoop loop() {
        return loop;
    }

    /** The running pod of this name; fails if there is none. */
    public HollowPod pod(String namespace, String name) {
        return pods.values().stream()
                .filter(pod -> pod.is(namespace, name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod " + name + " in " + namespace + " runs here"));
    }

    /** All pods of a namespace that run here. */
    public List<HollowPod> pods(String namespace) {
        return pods.values().stream()
                .filter(pod -> pod.namespace().equals(namespace))
                .toList();
    }

    @Override
    public void close() {
        informer.close();
        loop.close();
        pods.values().forEach(HollowPod::stop);
    }

    private void register() {
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .addToLabels("kubernetes.io/hostname", NAME)
                        .addToLabels("kubernetes.io/os", "linux")
                        .addToLabels("topology.kubernetes.io/zone", "zone-a")
                        .endMetadata()
                        .build())
                .create();
        Map<String, Quantity> room =
                Map.of("cpu", new Quantity("1000"), "memory", new Quantity("1000Gi"), "pods", new Quantity("10000"));
        client.nodes()
                .withName(NAME)
                .editStatus(node -> new NodeBuilder(node)
                        .withNewStatus()
                        .withAddresses(
                                new NodeAddress(Net.NODE, "InternalIP"),
                                new NodeAddress(Net.NODE_V6, "InternalIP"),
                                new NodeAddress(NAME, "Hostname"))
                        .withCapacity(room)
                        .withAllocatable(room)
                        .withConditions(new NodeConditionBuilder()
                                .withType("Ready")
                                .withStatus("True")
                                .withReason("KubeletReady")
                                .build())
                        .endStatus()
                        .build());
    }

    /** Free until 65,000 pods were started. */
    private int nextAddress() {
        return addresses.incrementAndGet();
    }

    private final class Bound implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            onUpdate(pod, pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            HollowPod running = pods.computeIfAbsent(
                    pod.getMetadata().getUid(), uid -> new HollowPod(HollowNode.this, pod, nextAddress()));
            loop.after(0, () -> running.becomes(pod));
        }

        @Override
        public void onDelete(Pod pod, boolean isStateUnknown) {
            HollowPod running = pods.remove(pod.getMetadata().getUid());
            if (running != null) {
                loop.after(0, running::stop);
            }
        }
    }
}
