// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The names and labels that dashboards of CoreDNS ask for. */
class KubernetesMetricsTest {
    private final List<String> counted = new ArrayList<>();
    private final KubernetesMetrics metrics = new KubernetesMetrics(new Meters() {
        @Override
        public Tally counter(Family family, String... labelValues) {
            return events -> counted.add(series(family, labelValues) + " " + events);
        }

        @Override
        public Timing durations(Family family, Buckets buckets, String... labelValues) {
            return nanos -> counted.add(series(family, labelValues) + " " + buckets + " " + nanos);
        }

        @Override
        public void gauge(Family family, LongSupplier value, String... labelValues) {}

        @Override
        public void follow(Family family, LongSupplier count, String... labelValues) {}
    });

    private static String series(Meters.Family family, String... labelValues) {
        return family.name() + " " + family.labels() + " " + List.of(labelValues);
    }

    @Test
    void timeChangesByTheKindOfService() {
        metrics.onEndpoints(false, Duration.ofNanos(1));
        metrics.onEndpoints(true, Duration.ofNanos(2));
        assertThat(counted)
                .containsExactly(
                        "coredns_kubernetes_dns_programming_duration_seconds [service_kind] [cluster_ip] CHANGES 1",
                        "coredns_kubernetes_dns_programming_duration_seconds [service_kind] [headless_with_selector] CHANGES 2");
    }

    @Test
    void countAndTimeRequests() {
        metrics.onAnswer("GET", "10.96.0.1:443", 200, Duration.ofNanos(3));
        metrics.onAnswer("GET", "10.96.0.1:443", 0, Duration.ofNanos(4));
        assertThat(counted)
                .containsExactly(
                        "coredns_kubernetes_rest_client_requests_total [code, method, host] [200, GET, 10.96.0.1:443] 1",
                        "coredns_kubernetes_rest_client_request_duration_seconds [verb, host] [GET, 10.96.0.1:443] REQUESTS 3",
                        "coredns_kubernetes_rest_client_rate_limiter_duration_seconds [verb, host] [GET, 10.96.0.1:443] REQUESTS 0",
                        "coredns_kubernetes_rest_client_requests_total [code, method, host] [<error>, GET, 10.96.0.1:443] 1",
                        "coredns_kubernetes_rest_client_request_duration_seconds [verb, host] [GET, 10.96.0.1:443] REQUESTS 4",
                        "coredns_kubernetes_rest_client_rate_limiter_duration_seconds [verb, host] [GET, 10.96.0.1:443] REQUESTS 0");
    }
}
