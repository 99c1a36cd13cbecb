// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import java.util.function.LongSupplier;

/**
 * Decides which responses are kept, and for how long.
 *
 * <p><b>Thread-safe.</b>
 */
final class AnswerStore {
    private final CacheConfig config;
    private final AnswerCache cache;
    private final LongSupplier nanoTime;
    private final CacheConfig.Cut cut;
    private final long failureNanos;
    private final boolean isRenewed;

    /**
     * A store into a cache.
     *
     * @param cut which absent names stand for those below
     */
    AnswerStore(CacheConfig config, AnswerCache cache, CacheConfig.Cut cut, LongSupplier nanoTime) {
        this.config = config;
        this.cache = cache;
        this.cut = cut;
        this.nanoTime = nanoTime;
        this.failureNanos = config.servfail().toNanos();
        this.isRenewed = config.prefetch().isOn() || config.stale().isOn();
    }

    /** Keeps a response that somebody has asked for, if it may be kept; gives its records the time to live that it is kept for. */
    void keep(AnswerKey key, byte[] message, int length, CacheSeries counted) {
        Reply reply = Reply.read(message, length);
        if (reply.kind() == Reply.Kind.MALFORMED || !key.isQuestionOf(message, length)) {
            counted.dropped();
            return;
        }
        Upkeep upkeep = isRenewed ? new Upkeep(nanoTime.getAsLong()) : Upkeep.NONE;
        keep(key, reply, message, length, counted, upkeep);
    }

    /** As {@link #keep(AnswerKey, byte[], int, CacheSeries)}, for a response that was read. */
    void keep(AnswerKey key, Reply reply, byte[] message, int length, CacheSeries counted, Upkeep upkeep) {
        if (reply.kind() == Reply.Kind.OTHER || isDisabled(key, reply)) {
            return;
        }
        long nowNanos = nanoTime.getAsLong();
        if (reply.kind() == Reply.Kind.FAILURE) {
            if (failureNanos > 0) {
                cache.store(key.copy(), Entry.ofFailure(message, reply, failureNanos, nowNanos, counted, upkeep));
            }
            return;
        }
        int ttlSeconds = kept(reply).ttlSeconds(reply.ttlSeconds());
        if (ttlSeconds == 0) {
            cache.remove(key);
            return;
        }
        Entry.setTtl(message, length, ttlSeconds);
        Entry entry = Entry.of(message, reply, ttlSeconds, nowNanos, counted, upkeep);
        if (cuts(reply, message)) {
            cache.storeCut(key.copy(), entry);
        } else {
            cache.store(key.copy(), entry);
        }
    }

    private CacheConfig.Kept kept(Reply reply) {
        return reply.kind() == Reply.Kind.SUCCESS ? config.success() : config.denial();
    }

    private boolean isDisabled(AnswerKey key, Reply reply) {
        for (DomainName zone : kept(reply).disabled()) {
            if (key.isIn(zone)) {
                return true;
            }
        }
        return false;
    }

    private boolean cuts(Reply reply, byte[] message) {
        boolean isTrusted = cut == CacheConfig.Cut.ALL
                || (cut == CacheConfig.Cut.SIGNED && (Header.flags(message) & Header.FLAG_AD) != 0);
        return isTrusted && reply.cutsBelow();
    }
}
