// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import static dev.cairn.e2e.scrape.MetricDifference.Aspect.FAMILY;
import static dev.cairn.e2e.scrape.MetricDifference.Aspect.SERIES;
import static dev.cairn.e2e.scrape.MetricDifference.Aspect.VALUE;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The differences that are meant. {@code docs/conformance.md} has a row for each, with its reason. */
enum KnownMetricDifference {
    GO_RUNTIME(d -> d.is(FAMILY) && d.isOf("go_.*")),
    VERSION(d -> d.is(SERIES) && d.isOf("coredns_build_info")),
    PROCESS(d -> d.is(VALUE) && d.isOf("process_.*")),
    TIME(d -> d.is(VALUE)
            && d.isOf("coredns_(health_request_duration|hosts_reload_timestamp|kubernetes_.*)_seconds|"
                    + "coredns_proxy_healthcheck_failures_total")),
    FROM_ZERO(d -> d.is(SERIES) && d.coreDns().isEmpty() && d.ours().matches("\\{=0\\.0}")),
    RESPONDER(d -> d.is(SERIES) && d.isOf("coredns_dns_responses_total")),
    RESPONSE_SIZE(d -> d.is(VALUE)
            && d.isOf("coredns_dns_response_size_bytes")
            && !d.where().endsWith("_count")),
    REJECTED(d -> d.isOf("coredns_(dns|template)_.*") && (d.isIn("dropped") || d.isIn(WideSetting.REJECTED))),
    DROPPED(d -> d.isOf("coredns_dns_response.*") && d.isIn(WideSetting.ACL)),
    OVERLOAD(d -> d.isOf("coredns_dns_responses_total without plugin") && d.isIn(WideSetting.BUSY)),
    LOCAL_DATA(d -> d.is(VALUE) && d.isOf("coredns_cache_entries") && d.where().contains("zones=.}")
            || d.is(VALUE) && d.isOf("coredns_cache_.*") && d.where().contains("zones=" + WideSetting.CACHED)),
    OWN_FAILURE(
            d -> d.is(VALUE) && d.isOf("coredns_cache_entries") && d.where().contains("zones=" + WideSetting.STALE)),
    HEALTH_BY_USE(d -> d.is(VALUE) && d.isOf("coredns_forward_healthcheck_broken_total")),
    SOCKETS(d -> d.isOf("coredns_proxy_conn_cache_.*"));

    @SuppressWarnings("ImmutableEnumChecker") // the predicates above have no state
    private final Predicate<MetricDifference> matches;

    KnownMetricDifference(Predicate<MetricDifference> matches) {
        this.matches = matches;
    }

    /** How the document and the report call it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The first class of a difference; null if it is not known. */
    static @Nullable KnownMetricDifference of(MetricDifference difference) {
        for (KnownMetricDifference known : values()) {
            if (known.matches.test(difference)) {
                return known;
            }
        }
        return null;
    }
}
