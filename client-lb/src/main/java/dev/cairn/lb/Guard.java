// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
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
        <T extends @Nullable Object> void returned(T value, Classifier<? super T> classifier) {
            leave();
            if (breaker != null) {
                tell(breaker, judged(() -> classifier.ofResult(value)), value, null);
            }
        }

        /** It ended with this error. */
        void threw(Throwable error, Classifier<?> classifier) {
            leave();
            if (breaker != null) {
                Throwable cause = error instanceof RetriesExhaustedException ? error.getCause() : null;
                Throwable last = cause == null ? error : cause;
                tell(breaker, outcome(last, classifier), null, last);
            }
        }

        private void tell(CircuitBreaker told, Outcome outcome, @Nullable Object value, @Nullable Throwable error) {
            long elapsed = told.getCurrentTimestamp() - startTimestamp;
            if (outcome.isEndpointFailure()) {
                told.onError(elapsed, told.getTimestampUnit(), error == null ? badResult() : error);
            } else if (outcome instanceof Outcome.Success && error == null) {
                told.onResult(elapsed, told.getTimestampUnit(), value);
            } else {
                told.releasePermission();
            }
        }
    }

    private static Outcome outcome(Throwable error, Classifier<?> classifier) {
        if (error instanceof NoEndpointException || error instanceof RetriesExhaustedException) {
            return Outcome.failure();
        }
        return error instanceof CancellationException || error instanceof Error
                ? Outcome.cancelled()
                : judged(() -> classifier.ofError(error));
    }

    /** A classifier that fails says nothing, and the permission goes back all the same. */
    private static Outcome judged(Supplier<Outcome> classifier) {
        try {
            return classifier.get();
        } catch (RuntimeException e) {
            return Outcome.cancelled();
        }
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
