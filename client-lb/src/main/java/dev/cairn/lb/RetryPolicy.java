// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed call is tried again, when, and how many retries a service gets in all.
 *
 * <p>The wait before a retry is random, evenly between zero and a bound that begins at the first backoff and doubles up to the last one
 * (full jitter). When an endpoint asks for patience, as by {@code Retry-After}, the wait is that long or up to half as much longer, as
 * far as the call's timeout allows. What is longer than the timeout ends the call at once with the answer.
 *
 * <p><b>Immutable.</b>
 */
public final class RetryPolicy {
    /** A longer {@code Retry-After} counts as this. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private final int maxAttempts;
    private final @Nullable Duration attemptTimeout;
    private final Duration firstBackoff;
    private final Duration lastBackoff;
    private final Duration maxRetryAfter;
    private final double budgetRatio;
    private final double budgetMinPerSecond;

    private RetryPolicy(Builder builder) {
        maxAttempts = builder.maxAttempts;
        attemptTimeout = builder.attemptTimeout;
        firstBackoff = builder.firstBackoff;
        lastBackoff = builder.lastBackoff;
        maxRetryAfter = builder.maxRetryAfter;
        budgetRatio = builder.budgetRatio;
        budgetMinPerSecond = builder.budgetMinPerSecond;
    }

    /**
     * A builder. Defaults: 3 attempts, each as long as it takes, backoff 25 ms to 250 ms, {@code Retry-After} up to 1 s is waited for by
     * a call without timeout, budget 20 % of the calls of the last 10 s plus 10 per second.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults. */
    public static RetryPolicy standard() {
        return builder().build();
    }

    /** One attempt. */
    public static RetryPolicy never() {
        return builder().maxAttempts(1).build();
    }

    /** Attempts per call, the first among them; at least 1. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** How long one attempt may take unless the call's own options say; empty for no limit. */
    public Optional<Duration> attemptTimeout() {
        return Optional.ofNullable(attemptTimeout);
    }

    /** The upper bound of the wait before the second attempt. */
    public Duration firstBackoff() {
        return firstBackoff;
    }

    /** The highest upper bound of a wait. */
    public Duration lastBackoff() {
        return lastBackoff;
    }

    /** The longest {@code Retry-After} that a call without timeout waits for; a longer one ends it. */
    public Duration maxRetryAfter() {
        return maxRetryAfter;
    }

    /** Retries per call in the long run. */
    public double budgetRatio() {
        return budgetRatio;
    }

    /** Retries per second that are granted whatever the number of calls. */
    public double budgetMinPerSecond() {
        return budgetMinPerSecond;
    }

    /** Builds a {@link RetryPolicy}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private int maxAttempts = 3;
        private @Nullable Duration attemptTimeout;
        private Duration firstBackoff = Duration.ofMillis(25);
        private Duration lastBackoff = Duration.ofMillis(250);
        private Duration maxRetryAfter = Duration.ofSeconds(1);
        private double budgetRatio = 0.2;
        private double budgetMinPerSecond = 10;

        private Builder() {}

        /** Attempts per call, the first among them; at least 1. */
        public Builder maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        /** As {@link CallOptions.Builder#attemptTimeout}, for the calls whose options don't say; positive. */
        public Builder attemptTimeout(Duration value) {
            attemptTimeout = Objects.requireNonNull(value, "attemptTimeout");
            return this;
        }

        /** The upper bounds of the first wait and of the longest one; not negative. */
        public Builder backoff(Duration first, Duration last) {
            firstBackoff = Objects.requireNonNull(first, "first");
            lastBackoff = Objects.requireNonNull(last, "last");
            return this;
        }

        /**
         * The longest {@code Retry-After} that a call without timeout waits for, 0 to 5 min. One with a timeout waits when the time
         * allows it; five minutes is the longest for both.
         */
        public Builder maxRetryAfter(Duration value) {
            maxRetryAfter = Objects.requireNonNull(value, "maxRetryAfter");
            return this;
        }

        /** Retries per call over the last 10 s, and retries per second granted whatever the number of calls; not negative. */
        public Builder budget(double ratio, double minPerSecond) {
            budgetRatio = ratio;
            budgetMinPerSecond = minPerSecond;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException when a value is out of range
         */
        public RetryPolicy build() {
            require(maxAttempts >= 1, "maxAttempts must be at least 1, was " + maxAttempts);
            require(
                    !firstBackoff.isNegative() && lastBackoff.compareTo(firstBackoff) >= 0,
                    "backoff must not be negative nor shrink, was " + firstBackoff + " to " + lastBackoff);
            CallOptions.Builder.requirePositive("attemptTimeout", attemptTimeout);
            require(
                    !maxRetryAfter.isNegative() && maxRetryAfter.compareTo(LONGEST_RETRY_AFTER) <= 0,
                    "maxRetryAfter must be 0 to 5 min, was " + maxRetryAfter);
            require(
                    budgetRatio >= 0 && budgetMinPerSecond >= 0,
                    "the budget must not be negative, was " + budgetRatio + " and " + budgetMinPerSecond + "/s");
            return new RetryPolicy(this);
        }

        private static void require(boolean isTrue, String message) {
            if (!isTrue) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
