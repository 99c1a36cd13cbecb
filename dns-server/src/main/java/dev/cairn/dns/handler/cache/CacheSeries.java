// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Meters.Tally;
import java.util.function.LongSupplier;

/**
 * What is counted for one listener, under CoreDNS's names.
 *
 * <p><b>Thread-safe.</b>
 */
final class CacheSeries {
    private static final String[] LABELS = {"server", "zones", "view"};
    private static final String[] LABELS_WITH_TYPE = {"server", "type", "zones", "view"};
    private static final Family ENTRIES =
            Family.of("coredns_cache_entries", "The number of elements in the cache.", LABELS_WITH_TYPE);
    private static final Family REQUESTS =
            Family.of("coredns_cache_requests_total", "The count of cache requests.", LABELS);
    private static final Family HITS =
            Family.of("coredns_cache_hits_total", "The count of cache hits.", LABELS_WITH_TYPE);
    private static final Family MISSES = Family.of(
            "coredns_cache_misses_total",
            "The count of cache misses. Deprecated, derive misses from cache hits/requests counters.",
            LABELS);
    private static final Family PREFETCHES = Family.of(
            "coredns_cache_prefetch_total", "The number of times the cache has prefetched a cached item.", LABELS);
    private static final Family DROPS = Family.of(
            "coredns_cache_drops_total",
            "The number responses that are not cached, because the reply is malformed.",
            LABELS);
    private static final Family SERVED_STALE = Family.of(
            "coredns_cache_served_stale_total", "The number of requests served from stale cache entries.", LABELS);
    private static final Family EVICTIONS =
            Family.of("coredns_cache_evictions_total", "The count of cache evictions.", LABELS_WITH_TYPE);
    private static final String SUCCESS = "success";
    private static final String DENIAL = "denial";

    private final Meters meters;
    private final String[] labels;
    private final Tally requests;
    private final Tally successHits;
    private final Tally denialHits;
    private final Tally misses;
    private final Tally prefetches;
    private final Tally drops;
    private final Tally servedStale;
    private final Tally successEvictions;
    private final Tally denialEvictions;

    /**
     * The series of a listener.
     *
     * @param server the listener as metrics name it
     * @param zones those of the cache, divided by commas
     */
    CacheSeries(Meters meters, String server, String zones, AnswerCache cache) {
        this.meters = meters;
        labels = new String[] {server, zones, ""};
        String[] ofSuccess = {server, SUCCESS, zones, ""};
        String[] ofDenial = {server, DENIAL, zones, ""};
        requests = meters.counter(REQUESTS, labels);
        successHits = meters.counter(HITS, ofSuccess);
        denialHits = meters.counter(HITS, ofDenial);
        misses = meters.counter(MISSES, labels);
        prefetches = meters.counter(PREFETCHES, labels);
        drops = meters.counter(DROPS, labels);
        servedStale = meters.counter(SERVED_STALE, labels);
        successEvictions = meters.counter(EVICTIONS, ofSuccess);
        denialEvictions = meters.counter(EVICTIONS, ofDenial);
        meters.gauge(ENTRIES, cache::successCount, ofSuccess);
        meters.gauge(ENTRIES, cache::denialCount, ofDenial);
    }

    /** Counts as requests and misses, from now on, by what a count of something else grows. */
    void missesBesides(LongSupplier count) {
        meters.follow(REQUESTS, count, labels);
        meters.follow(MISSES, count, labels);
    }

    void hit(Reply.Kind kind) {
        requests.increment();
        (kind == Reply.Kind.SUCCESS ? successHits : denialHits).increment();
    }

    void missed() {
        requests.increment();
        misses.increment();
    }

    void prefetched() {
        prefetches.increment();
    }

    void dropped() {
        drops.increment();
    }

    void servedStale() {
        servedStale.increment();
    }

    void evicted(Reply.Kind kind) {
        (kind == Reply.Kind.SUCCESS ? successEvictions : denialEvictions).increment();
    }
}
