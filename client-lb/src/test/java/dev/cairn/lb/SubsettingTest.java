// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.policy.Policies;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubsettingTest {
    private static final ServiceName FRONTEND = ServiceName.parse("frontend.shop");

    private final InMemoryDiscovery discovery = Shop.discovery(Shop.pods(100));

    @AfterEach
    void close() {
        discovery.close();
    }

    private Balancer balancer(Subsetting.Builder subsetting) throws Exception {
        Balancer made = Balancer.builder("k8s:///orders.shop:http")
                .source(discovery)
                .policy(Policies.random())
                .slowStart(Duration.ZERO)
                .subsetting(subsetting.build())
                .build();
        made.whenReady().get(5, TimeUnit.SECONDS);
        return made;
    }

    private static Map<String, Integer> calls(Balancer balancer, int count) {
        Map<String, Integer> calls = new HashMap<>();
        for (int i = 0; i < count; i++) {
            try (Pick pick = balancer.pick()) {
                calls.merge(pick.endpoint().address().toString(), 1, Integer::sum);
                pick.success();
            }
        }
        return calls;
    }

    @Test
    void callsTwelveEndpointsAndTheSameOnesAfterARestart() throws Exception {
        try (Balancer one = balancer(Subsetting.builder());
                Balancer other = balancer(Subsetting.builder())) {
            assertThat(calls(one, 2_000)).hasSize(12);
            assertThat(calls(one, 2_000).keySet()).isEqualTo(calls(one, 2_000).keySet());
            assertThat(one.explain().subset()).hasValue("12 of 100 endpoints, drawn by this client's addresses");
            assertThat(one.explain().rows().stream()
                            .filter(row -> row.excludedBecause()
                                    .filter("not in this client's subset"::equals)
                                    .isPresent()))
                    .hasSize(88);
            assertThat(other.explain().subset()).isEqualTo(one.explain().subset());
        }
    }

    @Test
    void callsAllWhenThereAreNoMoreThanItsSize() throws Exception {
        try (Balancer balancer = balancer(Subsetting.builder().size(100))) {
            assertThat(calls(balancer, 20_000)).hasSize(100);
            assertThat(balancer.explain().subset()).isEmpty();
        }
    }

    @Test
    void clientsThatKnowTheirRankCallEachEndpointEquallyOften() throws Exception {
        Map<String, Integer> sum = new HashMap<>();
        int clients = 7;
        for (int rank = 0; rank < clients; rank++) {
            try (Balancer balancer = balancer(Subsetting.builder().size(20).rank(rank, clients))) {
                calls(balancer, 20_000).forEach((address, calls) -> sum.merge(address, calls, Integer::sum));
            }
        }
        // 1,400 calls for each, with a standard deviation of 37
        assertThat(sum).hasSize(100);
        assertThat(sum.values()).allMatch(calls -> calls > 1_200 && calls < 1_600);
    }

    @Test
    void findsItsRankInItsOwnService() throws Exception {
        frontends(1, 2, 3, 4);
        try (Balancer balancer = balancer(Subsetting.builder()
                .size(20)
                .clientService("k8s:///frontend.shop")
                .clientAddress("10.9.0.3"))) {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            assertThat(balancer.explain().subset()).hasValue("25 of 100 endpoints, as client 2 of 4"));
            assertThat(calls(balancer, 5_000)).hasSize(25);
            frontends(2, 3);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            assertThat(balancer.explain().subset()).hasValue("50 of 100 endpoints, as client 1 of 2"));
            frontends(7, 8);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(balancer.explain().subset())
                            .hasValue("20 of 100 endpoints, drawn by this client's addresses"));
        }
    }

    private void frontends(int... numbers) {
        Endpoint[] pods = IntStream.of(numbers)
                .mapToObj(number -> Endpoint.ready(IpAddress.parse("10.9.0." + number)))
                .toArray(Endpoint[]::new);
        Service service = Service.builder(FRONTEND)
                .clusterIps(IpAddress.parse("10.96.0.8"))
                .ports(ServicePort.tcp("http", 80), ServicePort.tcp("metrics", 81))
                .build();
        discovery.put(service, List.of(Shop.group("f", pods)));
    }

    @Test
    void judgesHealthWithinTheSubset() throws Exception {
        try (Balancer balancer = balancer(Subsetting.builder())) {
            List<String> called = List.copyOf(calls(balancer, 2_000).keySet());
            // all that are called fail: had the 88 others, of which nothing is known, a say, each would be ejected
            for (int i = 0; i < 3_000; i++) {
                try (Pick pick = balancer.pick()) {
                    pick.failure();
                }
            }
            long ejected = balancer.explain().rows().stream()
                    .filter(row -> row.excludedBecause()
                            .filter(why -> why.startsWith("ejected"))
                            .isPresent())
                    .count();
            assertThat(ejected).isLessThanOrEqualTo(6);
            assertThat(called).containsAll(calls(balancer, 2_000).keySet());
        }
    }

    @Test
    void keepsItsSubsetWhileOneOfItIsEjected() throws Exception {
        try (Balancer balancer = balancer(Subsetting.builder())) {
            Map<String, Integer> before = calls(balancer, 2_000);
            String bad = before.keySet().iterator().next();
            for (int i = 0; i < 1_000; i++) {
                try (Pick pick = balancer.pick()) {
                    if (pick.endpoint().address().toString().equals(bad)) {
                        pick.failure();
                    } else {
                        pick.success();
                    }
                }
            }
            Map<String, Integer> after = calls(balancer, 2_000);
            assertThat(after).doesNotContainKey(bad).hasSize(11);
            assertThat(before.keySet()).containsAll(after.keySet());
        }
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subsetting.builder().size(0).build())
                .withMessage("size must be 1 or more, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subsetting.builder().rank(3, 3))
                .withMessage("rank must be 0..clients - 1, was 3 of 3 clients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> balancer(Subsetting.builder().clientService("static:///10.0.0.1:80")))
                .withMessageContaining("must name a Service");
        assertThat(Arrays.asList(Subsetting.off(), Subsetting.builder().build()))
                .extracting(Subsetting::toString)
                .containsExactly("no subset", "subset of 12");
    }
}
