// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Policies;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void isATableOfAllEndpoints() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(
                        Shop.pod(1).zone("eu-1").build(),
                        Shop.pod(2).draining().build(),
                        Shop.pod(3).ready(false).build());
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .policy(Policies.random())
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            balancer.<String, RuntimeException>call(attempt -> "well");
            balancer.callAsync(attempt -> attempt.number() == 1
                            ? CompletableFuture.failedFuture(new ConnectException("refused"))
                            : CompletableFuture.completedFuture("better"))
                    .get(5, TimeUnit.SECONDS);
            try (Pick pick = balancer.pick()) {
                assertThat(balancer.explain()).hasToString("""
                                k8s:///orders.shop:http  policy random  source memory (live)  calls 2, retries 1
                                ADDRESS        POD       ZONE  STATE      IN FLIGHT  PICKS  FAILURES  EXCLUDED
                                10.0.0.1:8080  orders-1  eu-1  ready      1          4      1         -
                                10.0.0.2:8080  orders-2  -     draining   0          0      0         draining
                                10.0.0.3:8080  orders-3  -     not ready  0          0      0         not ready
                                """);
                assertThat(pick.address().getPort()).isEqualTo(8080);
            }
        }
    }
}
