// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Deferred;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.QuestionReader;
import dev.cairn.dns.wire.Rcode;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks again for answers that are about to expire or have expired.
 *
 * <p><b>Thread-safe.</b>
 */
final class Renewal {
    private final CacheConfig config;
    private final AnswerStore store;
    private final VerifyTimer timer;
    private final LongSupplier nanoTime;
    private final long gapNanos;
    private final long recheckNanos;

    Renewal(CacheConfig config, AnswerStore store, VerifyTimer timer, LongSupplier nanoTime) {
        this.config = config;
        this.store = store;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.gapNanos = config.prefetch().gap().toNanos();
        this.recheckNanos = config.stale().recheck().toNanos();
    }

    /** Counts a question that a fresh entry answers, and asks for its answer again if it is popular and near its end. */
    void prefetch(Exchange exchange, Entry entry, long nowNanos) {
        CacheConfig.Prefetch prefetch = config.prefetch();
        if (!prefetch.isOn() || entry.kind() == Reply.Kind.FAILURE) {
            return;
        }
        int questions = entry.upkeep().asked(nowNanos, gapNanos);
        int leftSeconds = entry.ttlSeconds() - entry.ageSeconds(nowNanos);
        if (questions >= prefetch.amount()
                && (leftSeconds - 1) * 100L < entry.ttlSeconds() * (long) prefetch.percent()) {
            renew(exchange, entry, nowNanos);
        }
    }

    /** Answers from an entry that has expired. */
    Outcome serveStale(Exchange exchange, Entry entry, CacheSeries counted, long nowNanos) {
        if (config.stale().verified()) {
            return verify(exchange, entry, counted, nowNanos);
        }
        renew(exchange, entry, nowNanos);
        return answerStale(exchange, entry, counted);
    }

    private Outcome answerStale(Exchange exchange, Entry entry, CacheSeries counted) {
        counted.servedStale();
        CachedResponse.writeStale(exchange, entry, config.stale().ttlSeconds());
        return Outcome.ANSWERED;
    }

    private void renew(Exchange exchange, Entry entry, long nowNanos) {
        if (!entry.upkeep().begin(nowNanos)) {
            return;
        }
        QuestionReader question = exchange.question();
        AnswerKey key = new AnswerKey().at(question).copy();
        entry.counted().prefetched();
        exchange.aside()
                .askNext(question.name(), question.type(), (message, length) -> renewed(key, entry, message, length));
    }

    private Outcome verify(Exchange exchange, Entry entry, CacheSeries counted, long nowNanos) {
        boolean first = entry.upkeep().begin(nowNanos);
        if (!first && recheckNanos > 0) {
            return answerStale(exchange, entry, counted);
        }
        QuestionReader question = exchange.question();
        AnswerKey key = new AnswerKey().at(question).copy();
        Deferred later = exchange.defer();
        Deferred.Step stale = client -> answerStale(client, entry, counted);
        timer.after(() -> later.resume(stale));
        later.askNext(question.name(), question.type(), (message, length) -> {
            if (renewed(key, entry, message, length)) {
                byte[] fresh = Arrays.copyOf(message, length);
                later.resume(client -> answerFresh(client, fresh));
            } else {
                later.resume(stale);
            }
        });
        return Outcome.DEFERRED;
    }

    private static Outcome answerFresh(Exchange exchange, byte[] message) {
        CachedResponse.writeMessage(exchange, message, message.length, 0);
        return Outcome.ANSWERED;
    }

    /** Takes the answer that came; false if the one before it is better. */
    private boolean renewed(AnswerKey key, Entry before, byte[] message, int length) {
        long nowNanos = nanoTime.getAsLong();
        Reply reply = readable(message, length);
        if (reply == null || !takesThePlaceOf(before, reply)) {
            before.upkeep().failed(nowNanos, recheckNanos);
            if (reply != null && reply.kind() == Reply.Kind.DENIAL) {
                store.keep(key, reply, message, length, before.counted(), new Upkeep(nowNanos));
            }
            return false;
        }
        store.keep(
                key, reply, message, length, before.counted(), before.upkeep().heir(nowNanos));
        before.upkeep().succeeded();
        return true;
    }

    /** A response that says what there is, or that there is nothing (RFC 8767 §4); null for any other. */
    private static @Nullable Reply readable(byte[] message, int length) {
        if (length == 0 || (Header.flags(message) & Header.FLAG_TC) != 0) {
            return null;
        }
        int rcode = Header.rcode(Header.flags(message));
        Reply reply = Reply.read(message, length);
        boolean says = rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
        return says && reply.kind() != Reply.Kind.MALFORMED ? reply : null;
    }

    private boolean takesThePlaceOf(Entry before, Reply reply) {
        boolean kept = config.stale().positivePreferred() && before.kind() == Reply.Kind.SUCCESS;
        return !kept || reply.kind() == Reply.Kind.SUCCESS;
    }
}
