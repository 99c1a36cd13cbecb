// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static dev.cairn.discovery.manifests.Fixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.manifests.Fixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What workloads, pods and nodes become. */
class ReplicasTest {
    private static final String NODES = """
            {apiVersion: v1, kind: Node, metadata: {name: a, labels: {topology.kubernetes.io/zone: z1, disk: ssd}},
             status: {addresses: [{type: Hostname, address: a}, {type: InternalIP, address: 192.0.2.1}, {type: InternalIP, address: "2001:db8::1"}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: b, labels: {topology.kubernetes.io/zone: z2}}}
            ---
            """;

    private final Fixture fixture = new Fixture();

    @Test
    void aDeploymentMakesReplicasNamedAsKubernetesDoes() {
        Map<String, Pod> pods =
                fixture.world(workload("Deployment", "web", "replicas: 3", "")).pods();
        assertThat(pods.keySet())
                .allMatch(key -> key.matches("shop/web-[b-z2-9]{10}-[b-z2-9]{5}"))
                .extracting(key -> key.substring(0, key.lastIndexOf('-')))
                .hasSize(3)
                .containsOnly(pods.keySet().iterator().next().replaceFirst("-[^-]*$", ""));
        assertThat(pods.values()).allMatch(pod -> pod.labels().containsKey("pod-template-hash"));
    }

    @Test
    void survivorsOfScalingKeepTheirAddressesAndTheOthersGetTheirsBack() {
        Map<String, List<IpAddress>> ten = addresses(fixture.world(workload("Deployment", "web", "replicas: 10", "")));
        Map<String, List<IpAddress>> three = addresses(fixture.world(workload("Deployment", "web", "replicas: 3", "")));
        assertThat(three).hasSize(3);
        assertThat(ten).containsAllEntriesOf(three);
        assertThat(addresses(fixture.world(workload("Deployment", "web", "replicas: 10", ""))))
                .isEqualTo(ten);
    }

    @Test
    void aRelabelledPodKeepsItsNameAndItsAddress() {
        Map<String, List<IpAddress>> before =
                addresses(fixture.world(workload("Deployment", "web", "replicas: 4", "")));
        World after =
                fixture.world(workload("Deployment", "web", "replicas: 4", "").replace("app: web", "app: other"));
        assertThat(addresses(after)).isEqualTo(before);
        assertThat(after.pods().values())
                .allMatch(pod -> "other".equals(pod.labels().get("app")));
    }

    @Test
    void aStatefulSetNumbersItsPods() {
        World world = fixture.world(workload("StatefulSet", "db", "replicas: 2, ordinals: {start: 5}", ""));
        assertThat(world.pods()).containsOnlyKeys("shop/db-5", "shop/db-6");
        assertThat(pod(world, "db-6").labels())
                .containsEntry("statefulset.kubernetes.io/pod-name", "db-6")
                .containsEntry("apps.kubernetes.io/pod-index", "6");
    }

    @Test
    void aDaemonSetHasOnePodOnEachNodeThatFits() {
        World world = fixture.world(NODES + workload("DaemonSet", "log", "", ""));
        assertThat(world.pods().values()).extracting(Pod::nodeName).containsExactly("a", "b");
        World onSsd = fixture.world(NODES + workload("DaemonSet", "log", "", "nodeSelector: {disk: ssd}"));
        assertThat(onSsd.pods().values()).extracting(Pod::nodeName).containsExactly("a");
        assertThat(world.pods().keySet()).containsAll(onSsd.pods().keySet());
        assertThat(fixture.world(workload("DaemonSet", "log", "", "")).pods()).hasSize(1);
    }

    @Test
    void replicasSpreadOverTheNodes() {
        World world = fixture.world(NODES + workload("Deployment", "web", "replicas: 6", ""));
        assertThat(world.pods().values().stream().collect(Collectors.groupingBy(Pod::nodeName, Collectors.counting())))
                .isEqualTo(Map.of("a", 3L, "b", 3L));
        World named = fixture.world(NODES + workload("Deployment", "web", "replicas: 2", "nodeName: elsewhere"));
        assertThat(named.pods().values()).extracting(Pod::nodeName).containsOnly("elsewhere");
    }

    @Test
    void aPodOfTheHostNetworkHasTheAddressesOfItsNode() {
        World world = fixture.world(NODES + workload("DaemonSet", "log", "", "hostNetwork: true"));
        assertThat(world.pods().values())
                .allMatch(Pod::hostNetwork)
                .allSatisfy(pod -> assertThat(pod.addresses())
                        .isEqualTo(get(world.nodes(), pod.nodeName()).addresses()));
        assertThat(get(world.nodes(), "a").addresses())
                .containsExactly(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
        assertThat(get(world.nodes(), "b").addresses()).hasSize(2);
    }

    @Test
    void theAddressesOfAStatusAreRespectedAndGivenToNobodyElse() {
        IpAddress given = pod(fixture.world(workload("StatefulSet", "db", "replicas: 1", "")), "db-0")
                .addresses()
                .get(0);
        World world =
                new Fixture().world(workload("StatefulSet", "db", "replicas: 1", "") + """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: solo, namespace: shop, uid: u-1}, status: {phase: Running, podIP: %s, podIPs: [{ip: %s}]}}
                """.formatted(given, given));
        assertThat(pod(world, "solo").addresses()).containsExactly(given);
        assertThat(pod(world, "solo").uid()).isEqualTo("u-1");
        assertThat(pod(world, "db-0").addresses()).hasSize(2).doesNotContain(given);
    }

    @Test
    void finishedPodsAreLeftOut() {
        World world = fixture.world(Stream.of("Succeeded", "Failed", "Pending", "Running")
                .map(phase -> "{apiVersion: v1, kind: Pod, metadata: {name: %s}, status: {phase: %s}}\n"
                        .formatted(phase.toLowerCase(java.util.Locale.ROOT), phase))
                .collect(Collectors.joining("---\n")));
        assertThat(world.pods()).containsOnlyKeys("default/pending", "default/running");
    }

    @Test
    void objectsThatTheFolderOwnsItselfAreNotMadeTwice() {
        World world = fixture.world(workload("Deployment", "web", "replicas: 3", "")
                + "---\n"
                + workload("ReplicaSet", "web-1", "replicas: 3", "")
                        .replace(
                                "name: web-1,",
                                "name: web-1, ownerReferences: [{kind: Deployment, name: web, controller: true}],")
                + """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: web-1-abcde, namespace: shop, ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]}}
                ---
                """ + workload("StatefulSet", "db", "replicas: 2", "") + """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: db-1, namespace: shop, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}}
                """);
        Set<String> names = new TreeSet<>(world.pods().keySet());
        assertThat(names).hasSize(5).contains("shop/db-0", "shop/db-1", "shop/web-1-abcde");
        assertThat(names).filteredOn(name -> name.startsWith("shop/web-1-")).hasSize(3);
    }

    @Test
    void tooManyPodsAreOneErrorAndNoLongLoop() {
        String many = Stream.of("a", "b", "c")
                .map(name -> workload("Deployment", name, "replicas: 60000", ""))
                .collect(Collectors.joining("---\n"));
        assertThat(fixture.problems(many)).contains("6: Deployment shop/b: the folder asks for more than 100000 pods");
    }

    @Test
    void aFullPodBlockIsOneError() {
        Fixture tiny = new Fixture(List.of("10.96.0.0/16"), List.of("10.244.0.0/29"));
        assertThat(tiny.problems(workload("StatefulSet", "db", "replicas: 9", "")))
                .containsExactly(
                        "1: no address is left in the pod CIDR 10.244.0.0/29 for 3 pods, shop/db-6 among them");
    }

    private static Map<String, List<IpAddress>> addresses(World world) {
        return world.pods().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().addresses()));
    }

    private static Pod pod(World world, String name) {
        return get(world.pods(), "shop/" + name);
    }

    private static String workload(String kind, String name, String fields, String podFields) {
        String more = fields.isEmpty() ? "" : fields + ", ";
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: shop}
                spec: {%stemplate: {metadata: {labels: {app: %s}}, spec: {%s}}}
                """.formatted(kind, name, more, name, podFields);
    }
}
