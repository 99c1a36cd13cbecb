// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Buckets;
import dev.cairn.dns.chain.Meters.Family;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {

    private static final Family HITS = Family.of("coredns_cache_hits_total", "Hits.", "server", "type");

    private final ServerMetrics metrics = new ServerMetrics("1", "");
    private final Meters meters = metrics.meters();

    @Test
    void countersOfOneSeriesCountTogetherWhoeverAskedForThem() throws IOException {
        meters.counter(HITS, "dns://:53", "success").increment();
        meters.counter(HITS, "dns://:53", "success").add(2);
        meters.counter(HITS, "dns://:53", "denial");

        assertThat(scrape())
                .contains("coredns_cache_hits_total{server=\"dns://:53\",type=\"success\"} 3.0\n")
                .contains("coredns_cache_hits_total{server=\"dns://:53\",type=\"denial\"} 0.0\n")
                .contains("# TYPE coredns_cache_hits_total counter\n");
    }

    @Test
    void durationsFallIntoTheBucketsOfRequests() throws IOException {
        meters.durations(Family.of("coredns_proxy_request_duration_seconds", "Time.", "to"), "10.0.0.1:53")
                .observe(600_000);

        assertThat(scrape())
                .contains("coredns_proxy_request_duration_seconds_bucket{to=\"10.0.0.1:53\",le=\"5.0E-4\"} 0\n")
                .contains("coredns_proxy_request_duration_seconds_bucket{to=\"10.0.0.1:53\",le=\"0.001\"} 1\n")
                .contains("coredns_proxy_request_duration_seconds_bucket{to=\"10.0.0.1:53\",le=\"8.192\"} 1\n")
                .contains("coredns_proxy_request_duration_seconds_sum{to=\"10.0.0.1:53\"} 6.0E-4\n");
    }

    @Test
    void otherDurationsFallIntoBucketsOfTheirOwn() throws IOException {
        meters.durations(Family.of("coredns_a_seconds", "Time."), Buckets.REQUESTS)
                .observe(6_000_000);
        meters.durations(Family.of("coredns_b_seconds", "Time."), Buckets.CHANGES)
                .observe(1_500_000);

        assertThat(scrape())
                .contains("coredns_a_seconds_bucket{le=\"0.005\"} 0\n")
                .contains("coredns_a_seconds_bucket{le=\"0.01\"} 1\n")
                .contains("coredns_a_seconds_bucket{le=\"10.0\"} 1\n")
                .contains("coredns_b_seconds_bucket{le=\"0.001\"} 0\n")
                .contains("coredns_b_seconds_bucket{le=\"0.002\"} 1\n")
                .contains("coredns_b_seconds_bucket{le=\"524.288\"} 1\n");
    }

    @Test
    void newerGaugeTakesThePlaceOfTheOlderOneOfItsSeries() throws IOException {
        Family entries = Family.of("coredns_cache_entries", "Entries.", "server");
        meters.gauge(entries, () -> 1, "dns://:53");
        meters.gauge(entries, () -> 7, "dns://:54");
        meters.gauge(entries, () -> 2, "dns://:53");

        assertThat(scrape())
                .contains("coredns_cache_entries{server=\"dns://:53\"} 2.0\n")
                .contains("coredns_cache_entries{server=\"dns://:54\"} 7.0\n");
    }

    @Test
    void aCounterThatFollowsACountGrowsWithItAndWithWhatItIsTold() throws IOException {
        AtomicLong first = new AtomicLong(100);
        meters.counter(HITS, "a", "b").add(3);
        meters.follow(HITS, first::get, "a", "b");
        assertThat(scrape()).contains("coredns_cache_hits_total{server=\"a\",type=\"b\"} 3.0\n");
        first.set(105);
        assertThat(scrape()).contains("coredns_cache_hits_total{server=\"a\",type=\"b\"} 8.0\n");
        meters.counter(HITS, "a", "b").add(1);
        assertThat(scrape()).contains("coredns_cache_hits_total{server=\"a\",type=\"b\"} 9.0\n");
    }

    @Test
    void aCountThatIsFollowedInPlaceOfAnotherTakesNothingAway() throws IOException {
        AtomicLong first = new AtomicLong();
        AtomicLong second = new AtomicLong(50);
        meters.follow(HITS, first::get, "a", "b");
        first.set(4);
        meters.follow(HITS, second::get, "a", "b");
        first.set(1000);
        second.set(52);
        assertThat(scrape()).contains("coredns_cache_hits_total{server=\"a\",type=\"b\"} 6.0\n");
    }

    @Test
    void nameOfAnotherFamilyIsRefused() {
        meters.counter(HITS, "a", "b");
        Family fewerLabels = Family.of("coredns_cache_hits_total", "Hits.", "server");

        assertThatThrownBy(() -> meters.counter(fewerLabels, "a")).hasMessageContaining("already something else");
        assertThatThrownBy(() -> meters.durations(HITS, "a", "b")).hasMessageContaining("already something else");
        assertThatThrownBy(() -> meters.gauge(fewerLabels, () -> 1)).hasMessageContaining("has the labels [server]");
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, null);
        return out.toString(StandardCharsets.UTF_8);
    }
}
