// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.RecordCursor;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * An answer as it is kept: a whole response without OPT, all of whose records have the same time to live.
 *
 * <p><b>Immutable</b>, but for its {@link Upkeep}.
 */
final class Entry {
    /** About what an entry costs besides the octets of its answer: itself, its upkeep, and its place in the map. */
    static final int OBJECT_BYTES = 288;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final byte[] message;
    private final Reply.Kind kind;
    private final int ttlSeconds;
    private final long storedNanos;
    private final long lifetimeNanos;
    private final boolean cutsBelow;
    private final CacheSeries counted;
    private final Upkeep upkeep;
    private final SpelledOwners owners;

    private Entry(
            byte[] message,
            Reply reply,
            int ttlSeconds,
            long lifetimeNanos,
            long nowNanos,
            CacheSeries counted,
            Upkeep upkeep) {
        this.message = message;
        this.kind = reply.kind();
        this.ttlSeconds = ttlSeconds;
        this.lifetimeNanos = lifetimeNanos;
        this.storedNanos = nowNanos;
        this.cutsBelow = reply.cutsBelow();
        this.counted = counted;
        this.upkeep = upkeep;
        this.owners = SpelledOwners.of(message);
    }

    /** An answer that is kept for whole seconds, which is what its records say then. */
    static Entry of(byte[] response, Reply reply, int ttlSeconds, long nowNanos, CacheSeries counted, Upkeep upkeep) {
        byte[] message = withoutOpt(response, reply);
        setTtl(message, message.length, ttlSeconds);
        return new Entry(message, reply, ttlSeconds, ttlSeconds * SECOND_NANOS, nowNanos, counted, upkeep);
    }

    /** A failure, whose records, if any, are left as they are. */
    static Entry ofFailure(
            byte[] response, Reply reply, long lifetimeNanos, long nowNanos, CacheSeries counted, Upkeep upkeep) {
        return new Entry(withoutOpt(response, reply), reply, 0, lifetimeNanos, nowNanos, counted, upkeep);
    }

    private static byte[] withoutOpt(byte[] response, Reply reply) {
        byte[] message = Arrays.copyOf(response, reply.endBytes());
        RecordCursor cursor = new RecordCursor();
        cursor.start(response, response.length);
        int additional = 0;
        while (cursor.next() && cursor.end() <= reply.endBytes()) {
            additional += cursor.section() == Section.ADDITIONAL ? 1 : 0;
        }
        Header.setRecordCount(message, Section.ADDITIONAL, additional);
        return message;
    }

    /** Gives all records of a response, OPT excepted, this time to live. */
    static void setTtl(byte[] message, int length, int ttlSeconds) {
        RecordCursor cursor = new RecordCursor();
        ByteBuffer octets = ByteBuffer.wrap(message);
        cursor.start(message, length);
        while (cursor.next()) {
            if (cursor.type() != RecordType.OPT) {
                octets.putInt(cursor.ttlOffset(), ttlSeconds);
            }
        }
    }

    /** The response; not a copy. */
    byte[] message() {
        return message;
    }

    Reply.Kind kind() {
        return kind;
    }

    /** Whether it may stand for the names below its own. */
    boolean cutsBelow() {
        return cutsBelow;
    }

    int ttlSeconds() {
        return ttlSeconds;
    }

    /** Where it counts. */
    CacheSeries counted() {
        return counted;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    /** The owners that take the letters of the question. */
    SpelledOwners owners() {
        return owners;
    }

    /** How long it is fresh, from when it was stored. */
    long lifetimeNanos() {
        return lifetimeNanos;
    }

    boolean isFresh(long nowNanos) {
        return nowNanos - storedNanos < lifetimeNanos;
    }

    /** Whether it expired no longer ago than this; failures never serve on. */
    boolean isUsable(long nowNanos, long staleNanos) {
        return isFresh(nowNanos) || (kind != Reply.Kind.FAILURE && nowNanos - storedNanos - lifetimeNanos < staleNanos);
    }

    int ageSeconds(long nowNanos) {
        return (int) ((nowNanos - storedNanos) / SECOND_NANOS);
    }

    /** Octets that it takes up. */
    int weight() {
        return OBJECT_BYTES + message.length + owners.weight();
    }
}
