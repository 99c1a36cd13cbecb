// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker and the bulkhead that a user has handed over, around whole calls. <b>Thread-safe.</b>
 *
 * <p>A call is one to both, whatever its attempts: a failure that another endpoint made good is none. One that they refuse has asked no
 * endpoint, and counts against none.
 */
final class Guard {
    private final @Nullable CircuitBreaker breaker;
    private final @Nullable Bulkhead bulkhead;

    private Guard(@Nullable CircuitBreaker breaker, @Nullable Bulkhead bulkhead) {
        this.breaker = breaker;
        this.bulkhead = bulkhead;
    }

    /** Null when there is nothing to ask. */
    static @Nullable Guard of(@Nullable CircuitBreaker breaker, @Nullable Bulkhead bulkhead) {
        return breaker == null && bulkhead == null ? null : new Guard(breaker, bulkhead);
    }

    /** A call that has been let in. <b>Confined to</b> one thread at a time. */
    final class Entered {
        private final long startTimestamp = breaker == null ? 0 : breaker.getCurrentTimestamp();

        private Entered() {}

        /** It returned this value. */
        <T extends @Nullable Object> void returned(T value, Outcome outcome) {
            leave();
            if (breaker == null) {
                return;
            }
            if (outcome.isEndpointFailure()) {
                breaker.onError(elapsed(breaker), breaker.getTimestampUnit(), badResult());
            } else if (outcome instanceof Outcome.Success) {
                breaker.onResult(elapsed(breaker), breaker.getTimestampUnit(), value);
            } else {
                breaker.releasePermission();
            }
        }

        /** It ended with this error. */
        void threw(Throwable error, Classifier<?> classifier) {
            leave();
            if (breaker == null) {
                return;
            }
            Throwable last =
                    error instanceof RetriesExhaustedException && error.getCause() != null ? error.getCause() : error;
            if (isFailure(last, classifier)) {
                breaker.onError(elapsed(breaker), breaker.getTimestampUnit(), last);
            } else {
                breaker.releasePermission();
            }
        }

        private long elapsed(CircuitBreaker current) {
            return current.getCurrentTimestamp() - startTimestamp;
        }
    }

    private static boolean isFailure(Throwable error, Classifier<?> classifier) {
        if (error instanceof NoEndpointException || error instanceof RetriesExhaustedException) {
            return true;
        }
        return !(error instanceof CancellationException || error instanceof Error)
                && classifier.ofError(error).isEndpointFailure();
    }

    private static RetriesExhaustedException badResult() {
        return new RetriesExhaustedException("the result of the last attempt is a failure", null, 1, Duration.ZERO);
    }

    /**
     * Lets a call in.
     *
     * @throws io.github.resilience4j.circuitbreaker.CallNotPermittedException when the circuit breaker is open
     * @throws io.github.resilience4j.bulkhead.BulkheadFullException when too many calls are under way
     */
    Entered enter() {
        if (breaker != null) {
            breaker.acquirePermission();
        }
        try {
            if (bulkhead != null) {
                bulkhead.acquirePermission();
            }
        } catch (RuntimeException e) {
            if (breaker != null) {
                breaker.releasePermission();
            }
            throw e;
        }
        return new Entered();
    }

    private void leave() {
        if (bulkhead != null) {
            bulkhead.onComplete();
        }
    }
}
