// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Policies;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A balancer for a client that finds endpoints, and connects to them, by itself. */
class GivenEndpointsTest {
    private final GivenEndpoints given = new GivenEndpoints("orders of a client");
    private final Set<InetSocketAddress> connected = ConcurrentHashMap.newKeySet();
    private final Balancer balancer = Balancer.builder(given)
            .policy(Policies.roundRobin())
            .exclusion(candidate -> connected.contains(candidate.address()) ? "" : "no connection")
            .build();

    @AfterEach
    void close() {
        balancer.close();
    }

    @Test
    void saysWhoLacksEndpointsBeforeAnyWasGiven() {
        assertThatThrownBy(balancer::pick)
                .isInstanceOf(NoEndpointException.class)
                .hasMessage("orders of a client has no endpoint to call: no endpoints were given yet");
    }

    @Test
    void picksAmongTheGivenOnesThatAreNotExcluded() {
        given.set(pods(3));
        assertThatThrownBy(balancer::pick)
                .hasMessageContaining("none of its 3 endpoints takes calls")
                .hasMessageContaining("no connection");
        connect(1, 3);
        assertThat(picked(50)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.3");
        assertThat(balancer.explain().rows().get(1).excludedBecause()).contains("no connection");
        given.set(pods(2));
        assertThat(picked(50)).containsExactly("10.0.0.1");
    }

    @Test
    void whatIsKnownOfAnEndpointOutlivesItsExclusion() {
        given.set(pods(1));
        connect(1);
        Candidate before = balancer.choose(PickContext.NONE);
        balancer.begin(before).success();
        connected.clear();
        balancer.reconsider();
        connect(1);
        assertThat(balancer.choose(PickContext.NONE)).isSameAs(before);
        assertThat(balancer.explain().rows().get(0).picks()).isEqualTo(1);
    }

    @Test
    void aChosenEndpointIsNotInFlightUntilTheCallBegins() {
        given.set(pods(1));
        connect(1);
        Candidate chosen = balancer.choose(PickContext.NONE);
        assertThat(chosen.inFlight()).isZero();
        try (Pick pick = balancer.begin(chosen)) {
            assertThat(pick.address()).isEqualTo(chosen.address());
            assertThat(chosen.inFlight()).isEqualTo(1);
        }
        assertThat(chosen.inFlight()).isZero();
    }

    @Test
    void theLatencyOfACallEndsWithTheFirstPartOfItsAnswer() {
        AtomicLong clock = new AtomicLong();
        GivenEndpoints streams = new GivenEndpoints("streams");
        try (Balancers balancers = Balancers.builder().nanoClock(clock::get).build();
                Balancer timed = Balancer.builder(streams).balancers(balancers).build()) {
            streams.set(pods(1));
            Pick pick = timed.pick();
            clock.addAndGet(Duration.ofMillis(10).toNanos());
            pick.answered();
            assertThat(row(timed).latency()).isBetween(Duration.ofMillis(9), Duration.ofMillis(11));
            clock.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(row(timed).inFlight()).isEqualTo(1);
            pick.success();
            assertThat(row(timed).inFlight()).isZero();
            assertThat(row(timed).latency()).isLessThan(Duration.ofMillis(11));
        }
    }

    private static Explanation.Row row(Balancer of) {
        return of.explain().rows().get(0);
    }

    @Test
    void takesAllThatAWatchKnows() {
        Endpoint draining = Shop.pod(1).draining().build();
        try (InMemoryDiscovery discovery = Shop.discovery(draining, Shop.pod(2).build());
                Balancers balancers =
                        Balancers.builder().source("k8s", discovery).build();
                EndpointWatch watch = balancers.watch(Target.parse("k8s:///orders.shop:http"), given::set)) {
            await().until(() -> watch.now().all().size() == 2);
            await().until(() -> balancer.explain().rows().size() == 2);
            connected.add(new InetSocketAddress("10.0.0.1", 8080));
            balancer.reconsider();
            assertThat(picked(10)).as("the ready one is not connected").containsExactly("10.0.0.1");
        }
    }

    @Test
    void itsTargetLeadsNowhereElse() {
        try (Balancers balancers = Balancers.builder().build()) {
            assertThatThrownBy(() -> balancers.get(balancer.target()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only their own balancer knows");
        }
    }

    private void connect(int... pods) {
        Arrays.stream(pods).forEach(pod -> connected.add(new InetSocketAddress("10.0.0." + pod, 80)));
        balancer.reconsider();
    }

    private Set<String> picked(int times) {
        Set<String> hosts = new HashSet<>();
        for (int i = 0; i < times; i++) {
            try (Pick pick = balancer.pick()) {
                hosts.add(pick.address().getHostString());
                pick.success();
            }
        }
        return hosts;
    }

    private static List<ReachableEndpoint> pods(int count) {
        return Arrays.stream(Shop.pods(count))
                .map(endpoint -> new ReachableEndpoint(endpoint, EndpointPort.tcp("", 80)))
                .toList();
    }
}
