// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.LoadWeighting;
import dev.cairn.lb.policy.Policies;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoadReportedTest {
    @Test
    void callsFollowWhatTheEndpointsReport() throws Exception {
        LoadWeighting atOnce = LoadWeighting.builder()
                .blackoutPeriod(Duration.ZERO)
                .updatePeriod(Duration.ofMillis(100))
                .build();
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(2));
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .policy(Policies.loadReportWeighted(atOnce))
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            // both do 100 a second; the second is four times as busy with that
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                Map<String, Integer> calls = new HashMap<>();
                for (int i = 0; i < 1_000; i++) {
                    String host = balancer.call(attempt -> {
                        String text = attempt.endpoint().address().toString();
                        String load = text.endsWith(".2") ? "0.8" : "0.2";
                        LoadReports.parse("TEXT cpu_utilization=" + load + ",rps_fractional=100")
                                .ifPresent(attempt::report);
                        return text;
                    });
                    calls.merge(host, 1, Integer::sum);
                }
                assertThat(calls.get("10.0.0.1")).isBetween(760, 860);
            });
        }
    }
}
