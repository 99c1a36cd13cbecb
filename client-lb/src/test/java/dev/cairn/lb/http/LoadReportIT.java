// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.LoadReports;
import dev.cairn.lb.Shop;
import dev.cairn.lb.policy.LoadWeighting;
import dev.cairn.lb.policy.Policies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadReportIT {
    private static final HttpRequest GET =
            HttpRequest.newBuilder(URI.create("http://orders.shop/")).build();

    @Test
    void requestsFollowTheLoadThatResponsesReport() throws Exception {
        LoadWeighting atOnce = LoadWeighting.builder()
                .blackoutPeriod(Duration.ZERO)
                .updatePeriod(Duration.ofMillis(100))
                .build();
        try (Backend idle = new Backend("idle")
                        .answering(200, LoadReports.HEADER, "TEXT cpu_utilization=0.2,rps_fractional=100");
                Backend busy = new Backend("busy")
                        .answering(200, LoadReports.HEADER, "TEXT cpu_utilization=0.8,rps_fractional=100");
                InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancers balancers = Balancers.builder()
                        .source("k8s", discovery)
                        .namespace("shop")
                        .policy(Policies.loadReportWeighted(atOnce))
                        .build();
                CairnHttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                        .balancers(balancers)
                        .build()) {
            discovery.put(Shop.SERVICE, List.of(idle.group(), busy.group()));
            discovery.synced();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                idle.seen.clear();
                busy.seen.clear();
                for (int i = 0; i < 50; i++) {
                    client.send(GET, BodyHandlers.discarding());
                }
                assertThat(idle.seen).hasSizeBetween(38, 42);
            });
        }
    }
}
