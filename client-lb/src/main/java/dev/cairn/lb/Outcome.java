// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.Objects;

/**
 * How an attempt ended: what that says of the endpoint, and whether another attempt is worth it.
 *
 * <p><b>Immutable.</b>
 */
public sealed interface Outcome {
    /** Whether it speaks against the endpoint. */
    boolean isEndpointFailure();

    /** Whether another endpoint is worth a try. */
    default Repeat repeat() {
        return Repeat.NEVER;
    }

    /** The endpoint did its work, be it to refuse a wrong request. */
    record Success() implements Outcome {
        @Override
        public boolean isEndpointFailure() {
            return false;
        }
    }

    /** Whether a failed request may be sent again. */
    enum Repeat {
        /** The endpoint has surely not seen it, so repeating is safe whatever it does. */
        ALWAYS,
        /** Only when doing it twice is the same as doing it once. */
        IF_IDEMPOTENT,
        /** Another endpoint would do no better. */
        NEVER
    }

    /**
     * The endpoint failed.
     *
     * @param repeat whether the request may be sent to another one
     */
    record Failure(Repeat repeat) implements Outcome {
        /** Refuses null. */
        public Failure {
            Objects.requireNonNull(repeat, "repeat");
        }

        @Override
        public boolean isEndpointFailure() {
            return true;
        }

        @Override
        public Repeat repeat() {
            return repeat;
        }
    }

    /**
     * The endpoint says that it has too much to do.
     *
     * @param retryAfter how long it asks to be left alone; zero when it does not say
     */
    record Overload(Duration retryAfter) implements Outcome {
        /** Refuses a negative duration. */
        public Overload {
            Objects.requireNonNull(retryAfter, "retryAfter");
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("retryAfter must not be negative, was " + retryAfter);
            }
        }

        @Override
        public Repeat repeat() {
            return Repeat.IF_IDEMPOTENT;
        }

        @Override
        public boolean isEndpointFailure() {
            return true;
        }
    }

    /** The call itself is at fault; no endpoint would do better, and this one is not to blame. */
    record CallerFault() implements Outcome {
        @Override
        public boolean isEndpointFailure() {
            return false;
        }
    }

    /** Given up by the caller; says nothing. */
    record Cancelled() implements Outcome {
        @Override
        public boolean isEndpointFailure() {
            return false;
        }
    }

    /** The endpoint did its work. */
    static Outcome success() {
        return new Success();
    }

    /** The endpoint failed after it may have seen the request; another one may do better. */
    static Outcome failure() {
        return new Failure(Repeat.IF_IDEMPOTENT);
    }

    /** The endpoint failed and has surely not seen the request. */
    static Outcome neverSent() {
        return new Failure(Repeat.ALWAYS);
    }

    /** The endpoint failed, and another one would do no better. */
    static Outcome lastingFailure() {
        return new Failure(Repeat.NEVER);
    }

    /** The endpoint has too much to do; the duration may be zero. */
    static Outcome overload(Duration retryAfter) {
        return new Overload(retryAfter);
    }

    /** The call itself is at fault. */
    static Outcome callerFault() {
        return new CallerFault();
    }

    /** Given up by the caller. */
    static Outcome cancelled() {
        return new Cancelled();
    }
}
