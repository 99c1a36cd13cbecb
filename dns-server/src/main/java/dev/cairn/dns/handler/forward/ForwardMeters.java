// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.forward;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.upstream.Upstream;
import dev.cairn.dns.upstream.UpstreamEvents;
import dev.cairn.dns.wire.Rcode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts for dashboards that know CoreDNS. <b>Thread-safe.</b> */
final class ForwardMeters implements UpstreamEvents {

    private static final String PROXY = "forward";
    private static final Family BROKEN = Family.of(
            "coredns_forward_healthcheck_broken_total",
            "Counter of the number of complete failures of the healthchecks.");
    private static final Family REJECTS = Family.of(
            "coredns_forward_max_concurrent_rejects_total",
            "Counter of the number of queries rejected because the concurrent queries were at maximum.");
    private static final Family DURATIONS = Family.of(
            "coredns_proxy_request_duration_seconds",
            "Histogram of the time each request took.",
            "proxy_name",
            "to",
            "rcode");
    private static final Family PROBE_FAILURES = Family.of(
            "coredns_proxy_healthcheck_failures_total",
            "Counter of the number of failed healthchecks.",
            "proxy_name",
            "to");
    private static final Family REUSED = Family.of(
            "coredns_proxy_conn_cache_hits_total",
            "Counter of connection cache hits per upstream and protocol.",
            "proxy_name",
            "to",
            "proto");
    private static final Family OPENED = Family.of(
            "coredns_proxy_conn_cache_misses_total",
            "Counter of connection cache misses per upstream and protocol.",
            "proxy_name",
            "to",
            "proto");

    private record Answers(Upstream from, int rcode) {}

    private record Sockets(Family family, Upstream to, String transport) {}

    private final Meters meters;
    private final Meters.Tally broken;
    private final Meters.Tally rejects;
    private final Map<Answers, Meters.Timing> durations = new ConcurrentHashMap<>();
    private final Map<Sockets, Meters.Tally> sockets = new ConcurrentHashMap<>();

    ForwardMeters(Meters meters) {
        this.meters = meters;
        broken = meters.counter(BROKEN);
        rejects = meters.counter(REJECTS);
    }

    /** Shows the families without labels. */
    static void showAlways(Meters meters) {
        meters.counter(BROKEN);
        meters.counter(REJECTS);
    }

    @Override
    public void answered(Upstream from, int rcode, long durationNanos) {
        durations
                .computeIfAbsent(
                        new Answers(from, rcode),
                        key -> meters.durations(DURATIONS, PROXY, from.toString(), Rcode.name(rcode)))
                .observe(durationNanos);
    }

    @Override
    public void probeFailed(Upstream probed) {
        meters.counter(PROBE_FAILURES, PROXY, probed.toString()).increment();
    }

    @Override
    public void allDown() {
        broken.increment();
    }

    @Override
    public void overloaded() {
        rejects.increment();
    }

    @Override
    public void reused(Upstream to, String transport) {
        count(REUSED, to, transport);
    }

    @Override
    public void opened(Upstream to, String transport) {
        count(OPENED, to, transport);
    }

    private void count(Family family, Upstream to, String transport) {
        sockets.computeIfAbsent(
                        new Sockets(family, to, transport),
                        key -> meters.counter(family, PROXY, to.toString(), transport))
                .increment();
    }
}
