// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Service;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionAffinityTest {
    private static final Service STICKY =
            Shop.SERVICE.toBuilder().clientIpAffinity(Duration.ofHours(1)).build();

    private final AtomicLong nanos = new AtomicLong(1);
    private InMemoryDiscovery discovery;

    @BeforeEach
    void open() {
        discovery = Shop.discovery(Shop.pods(20));
        discovery.put(STICKY);
    }

    @AfterEach
    void close() {
        discovery.close();
    }

    private static Set<InetSocketAddress> addressesOfCalls(Balancer balancer) {
        Set<InetSocketAddress> addresses = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            try (Pick pick = balancer.pick()) {
                addresses.add(pick.address());
                pick.success();
            }
        }
        return addresses;
    }

    private Balancers.Builder balancers() {
        return Balancers.builder().source("k8s", discovery).nanoClock(nanos::get);
    }

    private static Balancer ready(Balancers balancers) throws Exception {
        Balancer balancer = balancers.get("k8s:///orders.shop:http");
        balancer.whenReady().get(5, TimeUnit.SECONDS);
        return balancer;
    }

    @Test
    void keepsAllCallsOfTheClientAtOneEndpoint() throws Exception {
        try (Balancers balancers = balancers().build();
                Balancers other = balancers().build()) {
            Balancer balancer = ready(balancers);
            assertThat(addressesOfCalls(balancer)).hasSize(1).isEqualTo(addressesOfCalls(ready(other)));
            assertThat(balancer.explain().policy()).isEqualTo("client-affinity");
        }
    }

    @Test
    void beginsAndEndsWithTheRuleOfTheService() throws Exception {
        discovery.put(Shop.SERVICE);
        try (Balancers balancers = balancers().build()) {
            Balancer balancer = ready(balancers);
            assertThat(addressesOfCalls(balancer)).hasSizeGreaterThan(10);
            discovery.put(STICKY);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(addressesOfCalls(balancer)).hasSize(1));
            discovery.put(Shop.SERVICE);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(addressesOfCalls(balancer)).hasSizeGreaterThan(10));
            assertThat(balancer.explain().policy()).isEqualTo("p2c-peak-ewma");
        }
    }

    @Test
    void endsWhenNoCallCameForTheTimeoutOfTheService() throws Exception {
        try (Balancers balancers = balancers().build()) {
            Balancer balancer = ready(balancers);
            Set<InetSocketAddress> homes = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                Set<InetSocketAddress> home = addressesOfCalls(balancer);
                assertThat(home).hasSize(1);
                homes.addAll(home);
                nanos.addAndGet(Duration.ofMinutes(61).toNanos());
            }
            assertThat(homes).hasSizeGreaterThan(3);
        }
    }

    @Test
    void yieldsToAPolicyThatTheUserNames() throws Exception {
        Policy named = Policies.roundRobin();
        try (Balancers all = balancers().policy(named).build();
                Balancers balancers = balancers().build();
                Balancer one = Balancer.builder("k8s:///orders.shop:http")
                        .balancers(balancers)
                        .policy(named)
                        .build()) {
            one.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(addressesOfCalls(one)).hasSize(20);
            assertThat(addressesOfCalls(ready(all))).hasSize(20);
        }
    }
}
