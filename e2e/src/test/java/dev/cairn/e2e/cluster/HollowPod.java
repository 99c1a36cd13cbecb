// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod on the hollow node. It is a process where the node has a {@link Program} for its image; else its containers are one small
 * server for each container port, on the pod's own addresses: a TCP echo for a port named {@code echo}, HTTP for any other.
 * Annotations say how it behaves: {@value #READY} {@code "false"} makes it not ready, {@value #DRAIN_MILLIS} is how long it serves on
 * after it was deleted. <b>Thread-safe.</b>
 */
public final class HollowPod {
    /** {@code "false"}: the pod runs and is not ready. */
    public static final String READY = "e2e.cairn.dev/ready";

    /** How long the pod serves on after its deletion before it is told to end, in milliseconds; 500 without it, 0 for a process. */
    public static final String DRAIN_MILLIS = "e2e.cairn.dev/drain-millis";

    private static final long RESTART_MILLIS = 200;

    private final KubernetesClient client;
    private final HollowNode node;
    private final NodeLoop loop;
    private final String address;
    private final Optional<Program> program;
    private final List<String> addresses;
    private Pod pod;
    private Containers containers = PodServers.NONE;
    private boolean isEnding;
    private int restarts;

    HollowPod(HollowNode node, Pod pod, int number) {
        this.client = node.plane().client();
        this.node = node;
        this.loop = node.loop();
        this.pod = pod;
        boolean isOfHost = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
        address = isOfHost ? Net.NODE : "10.244." + (number >> 8) + "." + (number & 0xff);
        String addressV6 = isOfHost ? Net.NODE_V6 : "fd00:244::" + Integer.toHexString(number);
        program = node.program(pod.getSpec().getContainers().get(0).getImage());
        addresses = program.isPresent() ? List.of(address) : List.of(address, addressV6);
    }

    /** Its IPv4 address. */
    public String address() {
        return address;
    }

    public synchronized String name() {
        return pod.getMetadata().getName();
    }

    synchronized String namespace() {
        return pod.getMetadata().getNamespace();
    }

    synchronized boolean is(String namespace, String name) {
        return pod.getMetadata().getNamespace().equals(namespace)
                && pod.getMetadata().getName().equals(name);
    }

    /** Ends its containers without notice; as a kubelet would, the node starts them again a little later. */
    public synchronized void kill() {
        containers.kill();
        containers = PodServers.NONE;
        restarts++;
        report();
        loop.after(RESTART_MILLIS, this::restart);
    }

    /** Whether the API server has the report that it was started as often as it was killed, and is ready. */
    public boolean isBack(KubernetesClient asked) {
        Pod reported = asked.pods().inNamespace(namespace()).withName(name()).get();
        return reported != null
                && reported.getStatus().getContainerStatuses().stream()
                        .allMatch(status -> status.getReady() && status.getRestartCount() == restarts());
    }

    private synchronized int restarts() {
        return restarts;
    }

    /** Takes the pod as the API server now has it. */
    synchronized void becomes(Pod newest) {
        boolean wasReady = isReady();
        pod = newest;
        if (newest.getMetadata().getDeletionTimestamp() != null) {
            end();
        } else if (containers == PodServers.NONE && restarts == 0) {
            serve();
            report();
        } else if (wasReady != isReady()) {
            report();
        }
    }

    void stop() {
        Containers ended;
        synchronized (this) {
            isEnding = true;
            ended = containers;
        }
        // what it takes to end is reported meanwhile
        ended.close();
    }

    private synchronized void restart() {
        if (!isEnding) {
            serve();
            report();
        }
    }

    private void serve() {
        if (program.isPresent()) {
            containers = new PodProcess(node.plane(), loop, pod, address, program.get(), this::changed);
            return;
        }
        List<ContainerPort> ports = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .toList();
        containers = PodServers.start(pod.getMetadata().getName(), version(), addresses, ports);
    }

    private synchronized void changed() {
        report();
    }

    private String version() {
        return pod.getMetadata().getLabels() == null
                ? ""
                : pod.getMetadata().getLabels().getOrDefault("version", "");
    }

    private boolean isReady() {
        return !isEnding
                && containers != PodServers.NONE
                && containers.isReady()
                && !"false".equals(annotation(READY, "true"));
    }

    private String annotation(String name, String absent) {
        Map<String, String> all = pod.getMetadata().getAnnotations();
        return all == null ? absent : all.getOrDefault(name, absent);
    }

    private void end() {
        if (isEnding) {
            return;
        }
        isEnding = true;
        String drain = annotation(DRAIN_MILLIS, String.valueOf(containers.drainMillis()));
        loop.after(Long.parseLong(drain), this::finish);
    }

    private void finish() {
        stop();
        unlessGone(() -> client.resource(pod).withGracePeriod(0).delete());
    }

    private void report() {
        String state = isReady() ? "True" : "False";
        Pod reported = new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .withHostIP(Net.NODE)
                .withPodIP(address)
                .withPodIPs(addresses.stream().map(PodIP::new).toList())
                .withConditions(condition("ContainersReady", state), condition("Ready", state))
                .withContainerStatuses(statuses())
                .endStatus()
                .build();
        unlessGone(() -> client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .editStatus(current ->
                        new PodBuilder(current).withStatus(reported.getStatus()).build()));
    }

    private static PodCondition condition(String type, String status) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }

    private List<ContainerStatus> statuses() {
        return pod.getSpec().getContainers().stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID(container.getImage())
                        .withReady(isReady())
                        .withStarted(true)
                        .withRestartCount(restarts)
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .build())
                .toList();
    }

    private static void unlessGone(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            boolean isGone = Stream.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT)
                    .anyMatch(code -> code == e.getCode());
            if (!isGone) {
                throw e;
            }
        }
    }
}
