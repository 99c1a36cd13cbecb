// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.wire.DomainName;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What the handlers of one {@code cache} directive share. <b>Thread-safe.</b> */
final class CacheParts {
    /** How many names are looked up above the one asked, so that a long name costs no more than this. */
    static final int MAX_CUT_LABELS = 16;

    private final ThreadLocal<AnswerKey> keys = ThreadLocal.withInitial(AnswerKey::new);
    private final ConcurrentMap<String, CacheSeries> seriesByServer = new ConcurrentHashMap<>();
    private final boolean keepTtl;
    private final String zones;
    private final AnswerCache cache;
    private final AnswerStore store;
    private final Renewal renewal;
    private final Meters meters;
    private final VerifyTimer timer;
    private final LongSupplier nanoTime;

    CacheParts(CacheConfig config, CacheConfig.Cut cut, Meters meters, VerifyTimer timer, LongSupplier nanoTime) {
        this.keepTtl = config.keepTtl();
        this.zones = config.zones().stream().map(DomainName::toString).collect(Collectors.joining(","));
        this.cache = new AnswerCache(config, nanoTime);
        this.store = new AnswerStore(config, cache, cut, nanoTime);
        this.renewal = new Renewal(config, store, timer, nanoTime);
        this.meters = meters;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    AnswerCache cache() {
        return cache;
    }

    AnswerStore store() {
        return store;
    }

    Renewal renewal() {
        return renewal;
    }

    VerifyTimer timer() {
        return timer;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /** The key of this thread, to be pointed at a question. */
    AnswerKey key() {
        return keys.get();
    }

    /** How many seconds are taken off the time to live of an entry's records. */
    int shownAge(Entry entry, long nowNanos) {
        return keepTtl ? 0 : entry.ageSeconds(nowNanos);
    }

    /** What is counted for a listener. */
    CacheSeries series(String server) {
        CacheSeries known = seriesByServer.get(server);
        return known != null
                ? known
                : seriesByServer.computeIfAbsent(server, name -> new CacheSeries(meters, name, zones, cache));
    }
}
