// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.calls;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.HollowPod;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is called, and what happens to it. Each change has come to its end when its method returns. */
final class Shop {
    static final String NAMESPACE = "calls";
    static final String CLUSTER_IP = "10.96.88.88"; // as the manifest says
    static final int FEW = 4;
    static final int MANY = 8;

    private static final Path MANIFESTS = Settings.root().resolve("e2e/src/test/manifests");
    private static final Path SERVICES = MANIFESTS.resolve("calls-services.yaml");
    private static final int SECONDS = 20;

    private final Cluster cluster;

    private Shop(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Makes pods, Services and the account of those who call, which may do what we tell applications to allow. */
    static Shop open(Cluster cluster) {
        Shop shop = new Shop(cluster);
        cluster.createNamespace(NAMESPACE);
        shop.apply(Settings.root().resolve("deploy/client-lb-rbac.yaml"));
        shop.apply(MANIFESTS.resolve("calls-pods.yaml"));
        shop.apply(SERVICES);
        shop.awaitEndpoints(FEW);
        Waiting.until(
                "the ServiceAccount",
                SECONDS,
                () -> cluster.client()
                                .serviceAccounts()
                                .inNamespace(NAMESPACE)
                                .withName("default")
                                .get()
                        != null);
        return shop;
    }

    void scaleUp() {
        scale(MANY);
    }

    void scaleDown() {
        scale(FEW);
    }

    private void scale(int replicas) {
        kubectl("scale", "deployment/shop", "--replicas=" + replicas);
        awaitEndpoints(replicas);
    }

    void restart() {
        kubectl("rollout", "restart", "deployment/shop");
        kubectl("rollout", "status", "deployment/shop", "--timeout=30s");
        awaitEndpoints(FEW);
    }

    /** Deletes half of the pods; they have no time to end. */
    void deleteWithoutGrace() {
        List<String> names = pods().stream().map(HollowPod::name).limit(FEW / 2).toList();
        kubectl("delete", "pod", names.get(0), names.get(1), "--grace-period=0", "--force");
        awaitEndpoints(FEW);
    }

    /** Kills each pod once, the next when the last one is back. */
    void kill() {
        for (HollowPod pod : pods()) {
            pod.kill();
            awaitBack(pod);
        }
    }

    /** Kills all pods but one at the same moment. */
    void killAllButOne() {
        List<HollowPod> killed = pods().subList(1, FEW);
        killed.parallelStream().forEach(HollowPod::kill);
        killed.forEach(this::awaitBack);
    }

    /** Waits for the report of a pod that was killed, and for the slices after it. */
    private void awaitBack(HollowPod pod) {
        Waiting.until(pod.name() + " is back", SECONDS, () -> pod.isBack(cluster.client()));
        awaitEndpoints(FEW);
    }

    void deleteServices() {
        kubectl("delete", "--filename", SERVICES.toString());
        Waiting.until("no endpoints", SECONDS, () -> slices().isEmpty());
    }

    void makeServices() {
        apply(SERVICES);
        awaitEndpoints(FEW);
    }

    private List<HollowPod> pods() {
        return cluster.node().pods(NAMESPACE);
    }

    private void apply(Path file) {
        kubectl("apply", "--filename", file.toString());
    }

    private void kubectl(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add("--namespace=" + NAMESPACE);
        cluster.kubectl(line.toArray(String[]::new));
    }

    private void awaitEndpoints(int count) {
        Waiting.until(count + " ready endpoints of each Service", SECONDS, () -> endpoints() == 2L * count);
    }

    /** Ready endpoints of both Services. */
    private long endpoints() {
        return slices().stream()
                .filter(slice -> slice.getEndpoints() != null)
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .count();
    }

    private List<EndpointSlice> slices() {
        return cluster.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
    }
}
