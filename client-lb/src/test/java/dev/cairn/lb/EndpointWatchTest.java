// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.ReachableEndpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointWatchTest {
    private static final Target ORDERS = Target.parse("k8s:///orders.shop:http");

    private final InMemoryDiscovery discovery = Shop.discovery(Shop.pods(2));
    private final Balancers balancers =
            Balancers.builder().source("k8s", discovery).build();
    private final List<Endpoints> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        balancers.close();
        discovery.close();
    }

    @Test
    void tellsWhatMayBeCalledAndWhyNoneMay() {
        try (EndpointWatch watch = balancers.watch(ORDERS, heard::add)) {
            await().until(() -> callable(watch.now()).equals(List.of("10.0.0.1", "10.0.0.2")));
            discovery.putGroup(
                    Shop.ORDERS,
                    Shop.group(
                            "a",
                            Shop.pod(1).draining().build(),
                            Shop.pod(2).ready(false).build()));
            await().until(() -> callable(newest()).equals(List.of("10.0.0.1")));
            assertThat(newest().all()).hasSize(2);
            discovery.putGroup(Shop.ORDERS, Shop.group("a"));
            await().until(() -> newest().none().isPresent());
            assertThat(newest().none()).hasValueSatisfying(none -> {
                assertThat(none.reason()).isEqualTo(NoEndpointException.Reason.EMPTY);
                assertThat(none)
                        .hasMessage("k8s:///orders.shop:http has no endpoint to call: it has no endpoints in memory");
            });
        }
    }

    @Test
    void aListenerThatFailsHearsOfTheNextChange() {
        try (EndpointWatch watch = balancers.watch(ORDERS, endpoints -> {
            heard.add(endpoints);
            throw new IllegalStateException("bug in a listener");
        })) {
            await().until(() -> callable(watch.now()).size() == 2);
            discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(3)));
            await().until(() -> callable(newest()).size() == 3);
        }
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        EndpointWatch watch = balancers.watch(ORDERS, heard::add);
        await().until(() -> callable(watch.now()).size() == 2);
        try (EndpointWatch other = balancers.watch(ORDERS, endpoints -> {})) {
            watch.close();
            int before = heard.size();
            discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(3)));
            await().until(() -> callable(other.now()).size() == 3);
            assertThat(heard).hasSize(before);
        }
    }

    private Endpoints newest() {
        return heard.get(heard.size() - 1);
    }

    private static List<String> callable(Endpoints endpoints) {
        return endpoints.callable().stream()
                .map(ReachableEndpoint::endpoint)
                .map(endpoint -> endpoint.address().toString())
                .toList();
    }
}
