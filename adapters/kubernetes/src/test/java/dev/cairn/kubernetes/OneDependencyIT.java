// SPDX-License-Identifier: Apache-2.0
package dev.cairn.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.Groups;
import dev.cairn.discovery.testkit.KubernetesJson;
import dev.cairn.discovery.testkit.Services;
import dev.cairn.discovery.testkit.SmallApiServer;
import dev.cairn.lb.Balancer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With this artifact alone on the class path, a target of a cluster is read from its API server. */
@Timeout(30)
class OneDependencyIT {
    private static final ServiceName ORDERS = ServiceName.parse("orders.shop");

    @Test
    void aTargetOfAClusterFindsItsSource() throws Exception {
        Map<String, List<String>> objects = Map.of(
                "services",
                List.of(KubernetesJson.of(Services.clusterIp("orders.shop", "10.96.0.1", 80), "5")),
                "endpointslices",
                List.of(KubernetesJson.of(ORDERS, Groups.of("orders-a", 8080, "10.244.0.9"), "6")));
        try (SmallApiServer api = SmallApiServer.start(0, objects);
                Balancer orders = Balancer.builder("k8s:///orders.shop:80?endpoint=" + api.url())
                        .build()) {
            orders.whenReady().get(10, TimeUnit.SECONDS);
            assertThat(orders.explain().rows()).singleElement().satisfies(row -> {
                assertThat(row.address().getHostString()).isEqualTo("10.244.0.9");
                assertThat(row.address().getPort()).isEqualTo(8080);
            });
        }
    }

    @Test
    void otherSourcesAreNotBroughtIn() {
        assertThatThrownBy(
                        () -> Balancer.builder("manifests:///orders.shop:http").build())
                .hasMessageContaining("cairn-discovery-manifests");
    }
}
