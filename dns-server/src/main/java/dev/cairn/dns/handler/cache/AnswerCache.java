// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are kept: those with records, and apart from them those without, so that questions for names that do not exist cannot
 * drive out the others. Each half is bounded by the octets that its entries take up; what is wanted least goes first.
 *
 * <p>For one question there is an entry in one half, except for a failure, which leaves the last good answer where it is, and where such
 * answers are preferred.
 *
 * <p><b>Thread-safe.</b>
 */
final class AnswerCache {
    /** One entry may take up this part of a half. */
    private static final int MAX_SHARE = 16;

    private final Cache<AnswerKey, Entry> success;
    private final Cache<AnswerKey, Entry> denial;
    private final long maxSuccessBytes;
    private final long maxDenialBytes;
    private final long staleNanos;
    private final boolean positivePreferred;
    private volatile boolean hasCuts;

    /** A cache with nothing in it. */
    AnswerCache(CacheConfig config, LongSupplier nanoTime) {
        staleNanos = config.stale().limit().toNanos();
        positivePreferred = config.stale().positivePreferred();
        maxSuccessBytes = config.success().maxBytes();
        maxDenialBytes = config.denial().maxBytes();
        success = half(maxSuccessBytes, nanoTime);
        denial = half(maxDenialBytes, nanoTime);
    }

    private Cache<AnswerKey, Entry> half(long maxBytes, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((AnswerKey key, Entry entry) -> AnswerKey.OBJECT_BYTES + key.nameBytes() + entry.weight())
                .expireAfter(new Retention(staleNanos))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run) // a few entries at a time, in place of another thread
                .evictionListener((key, entry, cause) -> {
                    if (entry != null && cause == RemovalCause.SIZE) {
                        entry.counted().evicted(entry.kind());
                    }
                })
                .build();
    }

    /** The entry to answer from, fresh or expired no longer ago than is allowed; null for none. */
    @Nullable
    Entry find(AnswerKey key, long nowNanos) {
        Entry entry = success.getIfPresent(key);
        if (entry == null || !entry.isUsable(nowNanos, staleNanos)) {
            entry = denial.getIfPresent(key);
        }
        return entry != null && entry.isUsable(nowNanos, staleNanos) ? entry : null;
    }

    /** Whether there may be entries that stand for the names below theirs. */
    boolean hasCuts() {
        return hasCuts;
    }

    /** The fresh entry that says that a name does not exist for all types, nor any below it; null for none. */
    @Nullable
    Entry findCut(AnswerKey keyOfEveryType, long nowNanos) {
        Entry entry = denial.getIfPresent(keyOfEveryType);
        return entry != null && entry.isFresh(nowNanos) ? entry : null;
    }

    /** Keeps an answer, in place of what is known about the question. */
    void store(AnswerKey key, Entry entry) {
        if (entry.kind() == Reply.Kind.SUCCESS) {
            put(success, maxSuccessBytes, key, entry);
            denial.invalidate(key);
            return;
        }
        put(denial, maxDenialBytes, key, entry);
        if (entry.kind() == Reply.Kind.DENIAL && !positivePreferred) {
            success.invalidate(key);
        }
    }

    /** Keeps the answer to a question as one for all types, and for all names below. */
    void storeCut(AnswerKey key, Entry entry) {
        hasCuts = true;
        put(denial, maxDenialBytes, key.ofEveryType(), entry);
        denial.invalidate(key);
        if (!positivePreferred) {
            success.invalidate(key);
        }
    }

    private static void put(Cache<AnswerKey, Entry> half, long maxBytes, AnswerKey key, Entry entry) {
        if (entry.weight() <= maxBytes / MAX_SHARE) {
            half.put(key, entry);
        } else {
            half.invalidate(key);
        }
    }

    /** Forgets what is known about a question. */
    void remove(AnswerKey key) {
        success.invalidate(key);
        denial.invalidate(key);
    }

    /** Forgets everything. */
    void clear() {
        success.invalidateAll();
        denial.invalidateAll();
    }

    long successCount() {
        return success.estimatedSize();
    }

    long denialCount() {
        return denial.estimatedSize();
    }

    /** Octets that all entries take up, as of the last clean-up, which this does. */
    long weight() {
        return weight(success) + weight(denial);
    }

    private static long weight(Cache<AnswerKey, Entry> half) {
        half.cleanUp();
        return half.policy()
                .eviction()
                .flatMap(policy -> policy.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    /** How long entries stay: fresh, and as long after that as they may serve on. */
    private record Retention(long staleNanos) implements Expiry<AnswerKey, Entry> {
        @Override
        public long expireAfterCreate(AnswerKey key, Entry entry, long currentTime) {
            return entry.kind() == Reply.Kind.FAILURE ? entry.lifetimeNanos() : entry.lifetimeNanos() + staleNanos;
        }

        @Override
        public long expireAfterUpdate(AnswerKey key, Entry entry, long currentTime, long currentDuration) {
            return expireAfterCreate(key, entry, currentTime);
        }

        @Override
        public long expireAfterRead(AnswerKey key, Entry entry, long currentTime, long currentDuration) {
            return currentDuration;
        }
    }
}
