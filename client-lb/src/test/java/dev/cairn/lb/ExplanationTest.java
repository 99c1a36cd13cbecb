// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Policies;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void isATableOfAllEndpoints() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(
                        Shop.pod(1).zone("eu-1").build(),
                        Shop.pod(2).draining().build(),
                        Shop.pod(3).ready(false).build());
                Balancers balancers = Balancers.builder().nanoClock(clock::get).build();
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .balancers(balancers)
                        .source(discovery)
                        .policy(Policies.random())
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            balancer.<Long, RuntimeException>call(attempt -> clock.addAndGet(5_000_000));
            balancer.callAsync(attempt -> attempt.number() == 1
                            ? CompletableFuture.failedFuture(new ConnectException("refused"))
                            : CompletableFuture.completedFuture("better"))
                    .get(5, TimeUnit.SECONDS);
            try (Pick pick = balancer.pick()) {
                assertThat(balancer.explain()).hasToString("""
                                k8s:///orders.shop:http  policy random  source memory (live)  calls 2, retries 1
                                ADDRESS        POD       ZONE  STATE      IN FLIGHT  PICKS  FAILURES  LATENCY  SUCCESS  EXCLUDED
                                10.0.0.1:8080  orders-1  eu-1  ready      1          4      1         5.0 ms   95 %     -
                                10.0.0.2:8080  orders-2  -     draining   0          0      0         -        100 %    draining
                                10.0.0.3:8080  orders-3  -     not ready  0          0      0         -        100 %    not ready
                                """);
                assertThat(pick.address().getPort()).isEqualTo(8080);
            }
        }
    }

    @Test
    void saysWhoIsEjectedWhyAndForHowLong() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(3));
                Balancers balancers = Balancers.builder().nanoClock(clock::get).build();
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .balancers(balancers)
                        .source(discovery)
                        .policy(Policies.roundRobin())
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            String bad = "10.0.0.2";
            for (int i = 0; i < 15; i++) {
                Pick pick = balancer.pick();
                pick.finish(pick.address().getHostString().equals(bad) ? Outcome.failure() : Outcome.success());
            }
            clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
            Explanation.Row row = balancer.explain().rows().get(1);
            assertThat(row.address().getHostString()).isEqualTo(bad);
            assertThat(row.excludedBecause().orElse("")).matches("ejected for [234] s more, 5 calls in a row failed");
            assertThat(row.successRate()).isLessThan(0.8);
            assertThat(balancer.explain().isPanic()).isFalse();
        }
    }
}
