// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import org.jspecify.annotations.Nullable;

/**
 * Turns what an attempt returned or threw into an {@link Outcome}. <b>Thread-safe.</b>
 *
 * @param <T> what an attempt returns
 */
public interface Classifier<T extends @Nullable Object> {
    /** What a returned value means. */
    default Outcome ofResult(T result) {
        return Outcome.success();
    }

    /** What an error means; never a {@link java.util.concurrent.CompletionException} around another one. */
    default Outcome ofError(Throwable error) {
        return StandardErrors.outcome(error);
    }

    /**
     * Every returned value is a success. A refused, unreachable or timed-out connection attempt was never sent; any other {@link
     * java.io.IOException} and a {@link java.util.concurrent.TimeoutException} are failures of the endpoint; an interrupt and a
     * cancellation say nothing; any other error is the caller's fault.
     */
    static <T extends @Nullable Object> Classifier<T> standard() {
        return new Classifier<>() {};
    }
}
