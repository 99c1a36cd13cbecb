// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.kubernetes;

import dev.cairn.discovery.RequestListener;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Buckets;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Meters.Timing;
import dev.cairn.dns.cluster.ChangeListener;
import java.time.Duration;

/**
 * What CoreDNS's dashboards show of its client of the API server, and of how soon changes are answered.
 *
 * <p><b>Thread-safe.</b>
 */
public final class KubernetesMetrics implements ChangeListener, RequestListener {
    private static final Family CHANGES = Family.of(
            "coredns_kubernetes_dns_programming_duration_seconds",
            "Histogram of the time (in seconds) it took to program a dns instance.",
            "service_kind");
    private static final Family REQUEST_DURATIONS = Family.of(
            "coredns_kubernetes_rest_client_request_duration_seconds",
            "Request latency in seconds. Broken down by verb and host.",
            "verb",
            "host");
    private static final Family LIMITER_DURATIONS = Family.of(
            "coredns_kubernetes_rest_client_rate_limiter_duration_seconds",
            "Client side rate limiter latency in seconds. Broken down by verb and host.",
            "verb",
            "host");
    private static final Family REQUESTS = Family.of(
            "coredns_kubernetes_rest_client_requests_total",
            "Number of HTTP requests, partitioned by status code, method, and host.",
            "code",
            "method",
            "host");

    private final Meters meters;
    private final Timing clusterIp;
    private final Timing headless;

    /** Metrics that are counted here. */
    public KubernetesMetrics(Meters meters) {
        this.meters = meters;
        clusterIp = meters.durations(CHANGES, Buckets.CHANGES, "cluster_ip");
        headless = meters.durations(CHANGES, Buckets.CHANGES, "headless_with_selector");
    }

    @Override
    public void onEndpoints(boolean isHeadless, Duration duration) {
        (isHeadless ? headless : clusterIp).observe(duration.toNanos());
    }

    @Override
    public void onAnswer(String method, String host, int status, Duration duration) {
        String code = status == 0 ? "<error>" : Integer.toString(status);
        meters.counter(REQUESTS, code, method, host).increment();
        meters.durations(REQUEST_DURATIONS, Buckets.REQUESTS, method, host).observe(duration.toNanos());
        // Nothing holds a request up here: each one shows that.
        meters.durations(LIMITER_DURATIONS, Buckets.REQUESTS, method, host).observe(0);
    }
}
