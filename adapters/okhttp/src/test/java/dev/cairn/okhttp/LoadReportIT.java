// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.LoadReports;
import dev.cairn.lb.policy.LoadWeighting;
import dev.cairn.lb.policy.Policies;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadReportIT {
    private static Pod reporting(String name, String report) {
        return new Pod(name)
                .answering(request -> new MockResponse.Builder()
                        .addHeader(LoadReports.HEADER, report)
                        .build());
    }

    @Test
    void callsFollowTheLoadThatAnswersReport() {
        LoadWeighting atOnce = LoadWeighting.builder()
                .blackoutPeriod(Duration.ZERO)
                .updatePeriod(Duration.ofMillis(100))
                .build();
        Service orders = Service.builder(ServiceName.parse("orders.shop"))
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .ports(ServicePort.tcp("https", 80))
                .build();
        try (Pod idle = reporting("idle", "TEXT cpu_utilization=0.2,rps_fractional=100");
                Pod busy = reporting("busy", "TEXT cpu_utilization=0.8,rps_fractional=100");
                InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancers balancers = Balancers.builder()
                        .source("k8s", discovery)
                        .namespace("shop")
                        .policy(Policies.loadReportWeighted(atOnce))
                        .build()) {
            discovery.put(orders, List.of(idle.group(), busy.group()));
            discovery.synced();
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(BalancingInterceptor.of(balancers))
                    .build();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                idle.seen.clear();
                for (int i = 0; i < 50; i++) {
                    client.newCall(OkShop.get("http://orders.shop/")).execute().close();
                }
                assertThat(idle.seen).as("four fifths").hasSizeBetween(38, 42);
            });
        }
    }
}
