// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.TrafficPolicy;
import dev.cairn.lb.policy.Policies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What balancers do with zones, nodes and the Service's traffic rules. */
class NearnessTest {
    /** Endpoint n runs on node {@code node-n} in zone a, b, c, a, b, c, ... */
    private static Endpoint.Builder pod(int number) {
        return Shop.pod(number)
                .zone(String.valueOf((char) ('a' + (number - 1) % 3)))
                .nodeName("node-" + number);
    }

    private static Endpoint[] pods(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> pod(i).build()).toArray(Endpoint[]::new);
    }

    private static InMemoryDiscovery discovery(UnaryOperator<ServiceBuilder> service, Endpoint... endpoints) {
        InMemoryDiscovery discovery = Shop.discovery(endpoints);
        discovery.put(service.apply(Shop.SERVICE.toBuilder()).build());
        return discovery;
    }

    private static Balancer balancer(Balancers.Builder options, InMemoryDiscovery discovery) {
        return Balancer.builder("k8s:///orders.shop:http")
                .balancers(options.build())
                .source(discovery)
                .policy(Policies.roundRobin())
                .build();
    }

    private static Set<String> called(Balancer balancer) throws Exception {
        balancer.whenReady().get(5, TimeUnit.SECONDS);
        Set<String> zones = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Pick pick = balancer.pick();
            zones.add(pick.endpoint().nodeName().orElse(""));
            pick.success();
        }
        return zones;
    }

    @Test
    void prefersTheOwnZoneWhenTheServiceAsksForIt() throws Exception {
        try (InMemoryDiscovery discovery = discovery(s -> s.trafficDistribution("PreferSameZone"), pods(9));
                Balancer balancer = balancer(Balancers.builder().zone("b"), discovery)) {
            assertThat(called(balancer)).containsExactlyInAnyOrder("node-2", "node-5", "node-8");
            Explanation explanation = balancer.explain();
            assertThat(explanation.preference())
                    .hasValue("zone b, trafficDistribution PreferSameZone: 3 of 9 endpoints take 100 % of the calls");
            assertThat(explanation.rows().get(0).excludedBecause()).hasValue("farther away");
            assertThat(explanation.rows().get(1).excludedBecause()).isEmpty();
            assertThat(explanation.toString()).contains("near: zone b");
        }
    }

    @Test
    void asksAnOptionWhereTheServiceSaysNothing() throws Exception {
        try (InMemoryDiscovery discovery = discovery(s -> s, pods(9));
                Balancer even = balancer(Balancers.builder().zone("b"), discovery);
                Balancer aware = balancer(Balancers.builder().zone("b").zoneAware(true), discovery)) {
            assertThat(called(even)).hasSize(9);
            assertThat(even.explain().preference()).isEmpty();
            assertThat(called(aware)).hasSize(3);
        }
    }

    @Test
    void followsHintsWithoutBeingAsked() throws Exception {
        Endpoint[] hinted = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> pod(i).zoneHints(List.of(i == 4 ? "b" : "a")).build())
                .toArray(Endpoint[]::new);
        try (InMemoryDiscovery discovery = discovery(s -> s, hinted);
                Balancer balancer = balancer(Balancers.builder().zone("b"), discovery)) {
            assertThat(called(balancer)).containsExactly("node-4");
        }
    }

    @Test
    void callsOnlyTheOwnNodeUnderALocalPolicy() throws Exception {
        try (InMemoryDiscovery discovery = discovery(s -> s.internalTrafficPolicy(TrafficPolicy.LOCAL), pods(4));
                Balancer balancer = balancer(Balancers.builder().node("node-3"), discovery)) {
            assertThat(called(balancer)).containsExactly("node-3");
            assertThat(balancer.explain().rows().get(0).excludedBecause())
                    .hasValue("on another node, and internalTrafficPolicy is Local");
        }
    }

    @Test
    void saysThatNoEndpointIsOnTheOwnNode() throws Exception {
        try (InMemoryDiscovery discovery = discovery(
                        s -> s.internalTrafficPolicy(TrafficPolicy.LOCAL),
                        pod(1).build(),
                        pod(2).ready(false).build());
                Balancer elsewhere = balancer(Balancers.builder().node("node-9"), discovery);
                Balancer notReady = balancer(Balancers.builder().node("node-2"), discovery);
                Balancer witness = balancer(Balancers.builder(), discovery)) {
            called(witness); // deliveries go to all in turn, so the others have seen it when this one has
            witnessReady(elsewhere);
            witnessReady(notReady);
            assertThatThrownBy(elsewhere::pick)
                    .isInstanceOf(NoEndpointException.class)
                    .hasMessageContaining("none of its 2 endpoints is on this node, node-9")
                    .hasMessageContaining("internalTrafficPolicy is Local")
                    .extracting(e -> ((NoEndpointException) e).reason())
                    .isEqualTo(NoEndpointException.Reason.NONE_LOCAL);
            assertThatThrownBy(notReady::pick).hasMessageContaining("none of its 1 endpoints is ready on this node");
        }
    }

    private static void witnessReady(Balancer balancer) {
        org.awaitility.Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> !balancer.explain().rows().isEmpty());
    }

    @Test
    void callsAllNodesUnderALocalPolicyWhenItsOwnIsNotKnown() throws Exception {
        try (InMemoryDiscovery discovery = discovery(s -> s.internalTrafficPolicy(TrafficPolicy.LOCAL), pods(4));
                Balancer balancer = balancer(Balancers.builder(), discovery)) {
            assertThat(called(balancer)).hasSize(4);
        }
    }

    @Test
    void refusesABlankZone() {
        assertThatThrownBy(() -> Balancers.builder().zone(" ")).hasMessageContaining("zone must not be blank");
    }
}
