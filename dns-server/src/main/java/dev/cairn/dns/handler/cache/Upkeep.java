// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often the answer to one question is wanted, and whether it is being asked for again.
 *
 * <p><b>Thread-safe.</b>
 */
final class Upkeep {
    /** For entries that nobody asks for again before they are gone. */
    static final Upkeep NONE = new Upkeep(0);

    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile long lastNanos;
    private volatile long waitUntilNanos;

    /** Nobody has asked yet. */
    Upkeep(long nowNanos) {
        lastNanos = nowNanos;
        waitUntilNanos = nowNanos;
    }

    /** The popularity of an answer that takes the place of this one's. */
    Upkeep heir(long nowNanos) {
        Upkeep heir = new Upkeep(nowNanos);
        heir.questions.set(questions.get());
        return heir;
    }

    /** Counts a question; returns how many there were with no longer gap between two of them. */
    int asked(long nowNanos, long gapNanos) {
        boolean afterGap = nowNanos - lastNanos > gapNanos;
        lastNanos = nowNanos;
        if (afterGap) {
            questions.set(1);
            return 1;
        }
        return questions.incrementAndGet();
    }

    /** Whether the caller is the one who asks for the answer again; false while another does, and for a time after a failure. */
    boolean begin(long nowNanos) {
        return nowNanos - waitUntilNanos >= 0 && renewing.compareAndSet(false, true);
    }

    /** There is a new answer. */
    void succeeded() {
        renewing.set(false);
    }

    /** There is none: nobody asks again for this long. */
    void failed(long nowNanos, long recheckNanos) {
        waitUntilNanos = nowNanos + recheckNanos;
        renewing.set(false);
    }
}
