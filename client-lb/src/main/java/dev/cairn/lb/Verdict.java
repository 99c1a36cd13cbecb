// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

/**
 * What follows after an attempt. <b>Immutable.</b>
 *
 * @param kind the kind
 * @param delayNanos how long to wait before the next attempt
 * @param reason why there is no further attempt, for people
 */
record Verdict(Kind kind, long delayNanos, String reason) {
    enum Kind {
        /** The result or error is the call's. */
        FINAL,
        /** Another attempt. */
        RETRY,
        /** Another attempt would make sense and isn't allowed. */
        EXHAUSTED,
        /** Nothing, since another attempt of the call goes on, or has ended well. */
        LOST
    }

    static final Verdict FINAL = new Verdict(Kind.FINAL, 0, "");
    static final Verdict LOST = new Verdict(Kind.LOST, 0, "");

    static Verdict retryAfter(long delayNanos) {
        return new Verdict(Kind.RETRY, delayNanos, "");
    }

    static Verdict exhausted(String reason) {
        return new Verdict(Kind.EXHAUSTED, 0, reason);
    }

    boolean isRetry() {
        return kind == Kind.RETRY;
    }

    /** Whether the result isn't used. */
    boolean isDiscard() {
        return kind == Kind.RETRY || kind == Kind.LOST;
    }
}
