// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.Fixture;
import dev.cairn.discovery.manifests.cluster.RandomManifests.RandomService;
import dev.cairn.discovery.manifests.cluster.RandomManifests.RandomWorkload;
import dev.cairn.discovery.manifests.cluster.World.ServiceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random clusters under random edits: what is served is what a naive look at all pods says, and nothing moves without need. */
class WorldPropertyTest {
    private static final int EDITS = 30;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endpointsAreWhatANaiveEvaluationGivesAndNothingMoves(long seed) {
        RandomManifests manifests = new RandomManifests(new Random(seed));
        Fixture fixture = new Fixture();
        World before = World.EMPTY;
        for (int edit = 0; edit < EDITS; edit++) {
            World after = fixture.world(manifests.yaml());
            String context = "seed " + seed + " edit " + edit;
            assertThat(after.services()).as(context).hasSameSizeAs(manifests.services.values());
            for (RandomService service : manifests.services.values()) {
                ServiceState state = Fixture.get(after.services(), ServiceName.of(service.namespace(), service.name()));
                assertThat(served(state))
                        .as(context + " " + service)
                        .containsExactlyInAnyOrderElementsOf(expected(service, manifests, after));
                assertThat(state.groups())
                        .as(context)
                        .allMatch(group -> group.endpoints().size() <= 100);
            }
            assertNothingMoved(context, before, after);
            assertNoAddressTwice(context, after);
            before = after;
            manifests.edit();
        }
    }

    private static List<String> served(ServiceState state) {
        List<String> served = new ArrayList<>();
        for (EndpointGroup group : state.groups()) {
            assertThat(group.ports()).hasSize(1);
            for (Endpoint endpoint : group.endpoints()) {
                served.add("%s %s:%d %s %s"
                        .formatted(
                                endpoint.podName().orElseThrow(),
                                endpoint.address(),
                                group.ports().get(0).number(),
                                endpoint.isReady() ? "ready" : "not-ready",
                                endpoint.hostname().orElse("-")));
            }
        }
        return served;
    }

    private static List<String> expected(RandomService service, RandomManifests manifests, World world) {
        List<String> expected = new ArrayList<>();
        for (Pod pod : world.pods().values()) {
            RandomWorkload workload = Fixture.get(
                    manifests.workloads, pod.namespace() + "/" + pod.labels().get("owner"));
            boolean isSelected = pod.namespace().equals(service.namespace())
                    && service.selector().entrySet().stream()
                            .allMatch(label ->
                                    label.getValue().equals(workload.labels().get(label.getKey())));
            for (IpAddress address : pod.addresses()) {
                if (isSelected && (service.dual() || address.family() == AddressFamily.IPV4)) {
                    boolean hasHostname = workload.kind().equals("StatefulSet")
                            && workload.subdomain().equals(service.name());
                    expected.add("%s %s:%d %s %s"
                            .formatted(
                                    pod.name(),
                                    address,
                                    service.named() ? workload.port() : 9999,
                                    workload.ready() || service.published() ? "ready" : "not-ready",
                                    hasHostname ? pod.name() : "-"));
                }
            }
        }
        return expected;
    }

    private static void assertNothingMoved(String context, World before, World after) {
        before.pods().forEach((key, pod) -> {
            if (after.pods().containsKey(key)) {
                assertThat(after.pods().get(key).addresses())
                        .as(context + " " + key)
                        .isEqualTo(pod.addresses());
            }
        });
        before.services().forEach((name, state) -> {
            ServiceState now = after.services().get(name);
            if (now == null) {
                return;
            }
            Map<AddressFamily, IpAddress> clusterIps = new HashMap<>();
            state.service().clusterIps().forEach(address -> clusterIps.put(address.family(), address));
            assertThat(now.service().clusterIps())
                    .as(context)
                    .allMatch(address -> address.equals(clusterIps.getOrDefault(address.family(), address)));
            Map<String, EndpointGroup> groups = new HashMap<>();
            state.groups().forEach(group -> groups.put(group.name(), group));
            for (EndpointGroup group : now.groups()) {
                EndpointGroup held = groups.getOrDefault(group.name(), group);
                if (group.equals(held)) {
                    assertThat(group).as(context).isSameAs(held);
                }
            }
        });
    }

    private static void assertNoAddressTwice(String context, World world) {
        Set<IpAddress> seen = new HashSet<>();
        world.pods()
                .values()
                .forEach(pod -> pod.addresses()
                        .forEach(address -> assertThat(seen.add(address))
                                .as(context + " " + address)
                                .isTrue()));
        world.services()
                .values()
                .forEach(state -> state.service()
                        .clusterIps()
                        .forEach(address -> assertThat(seen.add(address))
                                .as(context + " " + address)
                                .isTrue()));
        Set<Integer> nodePorts = new HashSet<>();
        world.services()
                .values()
                .forEach(state -> state.service().ports().stream()
                        .filter(port -> port.nodePort() != 0)
                        .forEach(port -> assertThat(nodePorts.add(port.nodePort()))
                                .as(context)
                                .isTrue()));
    }
}
