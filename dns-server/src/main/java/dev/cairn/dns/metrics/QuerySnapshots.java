// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.chain.Transport;
import dev.cairn.dns.wire.Rcode;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns sums into the families that Prometheus reads. Used for one scrape. */
final class QuerySnapshots {
    private static final String[] FAMILIES = {"1", "2"};

    private final List<String> plugins;
    private final CounterSnapshot.Builder requests = CounterSnapshot.builder()
            .name("coredns_dns_requests")
            .help("Counter of DNS requests made per zone, protocol and family.");
    private final CounterSnapshot.Builder dnssecOkRequests = CounterSnapshot.builder()
            .name("coredns_dns_do_requests")
            .help("Counter of DNS requests with DO bit set per zone.");
    private final CounterSnapshot.Builder responses =
            CounterSnapshot.builder().name("coredns_dns_responses").help("Counter of response status codes.");
    private final HistogramSnapshot.Builder durations = HistogramSnapshot.builder()
            .name("coredns_dns_request_duration_seconds")
            .help("Histogram of the time (in seconds) each request took per zone.");
    private final HistogramSnapshot.Builder requestSizes =
            HistogramSnapshot.builder().name("coredns_dns_request_size_bytes").help("Size of the request in bytes.");
    private final HistogramSnapshot.Builder responseSizes = HistogramSnapshot.builder()
            .name("coredns_dns_response_size_bytes")
            .help("Size of the returned response in bytes.");

    private final CounterSnapshot.Builder fastResponses = CounterSnapshot.builder()
            .name("cairn_dns_fast_path_responses")
            .help(
                    "Responses made by the thread that received the request, with no handler asked but those that answer.");
    private final CounterSnapshot.Builder truncatedResponses = CounterSnapshot.builder()
            .name("cairn_dns_truncated_responses")
            .help("Responses with the TC bit set: not all of the answer fitted.");

    // Families without a label for the transport are summed over them.
    private final Map<Labels, long[]> overTransports = new LinkedHashMap<>();

    QuerySnapshots(List<String> plugins) {
        this.plugins = plugins;
    }

    /** Adds what one series has counted by one transport. */
    void add(String server, String zone, Transport transport, long[] sums) {
        Labels labels = Labels.of("server", server, "zone", zone, "view", "");
        Labels withProto = labels.add("proto", transport.label());
        addCount(truncatedResponses, withProto, sums[SeriesCounters.TRUNCATED]);
        requestSizes.dataPoint(histogram(HistogramLayout.SIZE, withProto, sums, SeriesCounters.REQUEST_SIZE));
        responseSizes.dataPoint(histogram(HistogramLayout.SIZE, withProto, sums, SeriesCounters.RESPONSE_SIZE));
        for (int family = 0; family < SeriesCounters.FAMILIES; family++) {
            for (int type = 0; type < QuestionTypes.COUNT; type++) {
                long count = sums[SeriesCounters.requestIndex(family, type)];
                Labels full = withProto.add("family", FAMILIES[family]).add("type", QuestionTypes.label(type));
                addCount(requests, full, count);
            }
        }
        long[] total = overTransports.computeIfAbsent(labels, key -> new long[SeriesCounters.WORDS]);
        for (int i = 0; i < total.length; i++) {
            total[i] += sums[i];
        }
    }

    MetricSnapshots build(long panics) {
        overTransports.forEach(this::addTotals);
        CounterSnapshot panicCount = CounterSnapshot.builder()
                .name("coredns_panics")
                .help("A metrics that counts the number of panics.")
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value((double) panics)
                        .build())
                .build();
        return MetricSnapshots.of(
                requests.build(),
                dnssecOkRequests.build(),
                responses.build(),
                durations.build(),
                requestSizes.build(),
                responseSizes.build(),
                fastResponses.build(),
                truncatedResponses.build(),
                panicCount);
    }

    private void addTotals(Labels labels, long[] sums) {
        durations.dataPoint(histogram(HistogramLayout.DURATION, labels, sums, SeriesCounters.DURATION));
        addCount(dnssecOkRequests, labels, sums[SeriesCounters.DNSSEC_OK]);
        addCount(fastResponses, labels, sums[SeriesCounters.FAST]);
        for (int plugin = 0; plugin < plugins.size(); plugin++) {
            for (int rcode = 0; rcode <= SeriesCounters.MAX_RCODE; rcode++) {
                long count = sums[SeriesCounters.responseIndex(plugin, rcode)];
                Labels full = labels.add("rcode", Rcode.name(rcode)).add("plugin", plugins.get(plugin));
                addCount(responses, full, count);
            }
        }
    }

    private static void addCount(CounterSnapshot.Builder family, Labels labels, long count) {
        if (count > 0) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value((double) count)
                    .build());
        }
    }

    private static HistogramDataPointSnapshot histogram(HistogramLayout layout, Labels labels, long[] sums, int start) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(layout.buckets(sums, start))
                .sum(layout.sum(sums, start))
                .build();
    }
}
