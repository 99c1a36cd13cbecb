// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.PickContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one call may do and how long it may take.
 *
 * <p><b>Immutable.</b>
 */
public final class CallOptions {
    private static final CallOptions DEFAULTS = builder().build();
    private static final CallOptions IDEMPOTENT = builder().idempotent(true).build();

    private final boolean idempotent;
    private final @Nullable Duration timeout;
    private final @Nullable Duration attemptTimeout;
    private final @Nullable Duration retryWithin;
    private final Duration readyTimeout;
    private final boolean waitForReady;
    private final PickContext pickContext;
    private final boolean hedged;
    private final @Nullable Executor attemptExecutor;

    private CallOptions(Builder builder) {
        idempotent = builder.idempotent;
        timeout = builder.timeout;
        attemptTimeout = builder.attemptTimeout;
        retryWithin = builder.retryWithin;
        readyTimeout = builder.readyTimeout;
        waitForReady = builder.waitForReady;
        pickContext = builder.pickContext;
        hedged = builder.hedged;
        attemptExecutor = builder.attemptExecutor;
    }

    /**
     * A builder. Defaults: not idempotent, no timeout, the attempt timeout of the {@link RetryPolicy}, no limit for the start of attempts,
     * ready timeout 5 s, no wait for ready, hedged where the balancer hedges, attempts of a blocking call on its own thread, no key.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults: a call is repeated only when the endpoint has surely not seen it. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults for a call that may be repeated after any failure of an endpoint. */
    public static CallOptions idempotent() {
        return IDEMPOTENT;
    }

    /** Whether doing it twice is the same as doing it once. */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** How long the call may take with all its attempts; empty for no limit. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** How long one attempt may take; empty for the {@link RetryPolicy#attemptTimeout()}. */
    public Optional<Duration> attemptTimeout() {
        return Optional.ofNullable(attemptTimeout);
    }

    /** How long after the start of the call another attempt may begin; empty for no limit. */
    public Optional<Duration> retryWithin() {
        return Optional.ofNullable(retryWithin);
    }

    /** How long a gap without endpoints is waited out; see {@link Builder#readyTimeout}. */
    public Duration readyTimeout() {
        return readyTimeout;
    }

    /** Whether any lack of endpoints is waited out; see {@link Builder#waitForReady}. */
    public boolean isWaitForReady() {
        return waitForReady;
    }

    /** What picks for the call want at first. */
    PickContext pickContext() {
        return pickContext;
    }

    /** Whether the call may be hedged when the balancer does that; see {@link HedgePolicy}. */
    public boolean isHedged() {
        return hedged;
    }

    /** What runs the attempts of a blocking call; empty for the caller's thread. */
    public Optional<Executor> attemptExecutor() {
        return Optional.ofNullable(attemptExecutor);
    }

    /** Builds {@link CallOptions}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private boolean idempotent;
        private @Nullable Duration timeout;
        private @Nullable Duration attemptTimeout;
        private @Nullable Duration retryWithin;
        private Duration readyTimeout = Duration.ofSeconds(5);
        private boolean waitForReady;
        private PickContext pickContext = PickContext.NONE;
        private boolean hedged = true;
        private @Nullable Executor attemptExecutor;

        private Builder() {}

        /** Whether the call may be repeated although an endpoint may have seen it. */
        public Builder idempotent(boolean value) {
            idempotent = value;
            return this;
        }

        /** How long the call may take with all its attempts; positive. See {@link #attemptExecutor} for blocking ones. */
        public Builder timeout(Duration value) {
            timeout = Objects.requireNonNull(value, "timeout");
            return this;
        }

        /**
         * How long one attempt may take, and never longer than what is left of the timeout; positive. One that takes longer is cancelled,
         * counts as a failure of its endpoint, and is followed by another one when the call is idempotent. See {@link #attemptExecutor}
         * for blocking ones.
         */
        public Builder attemptTimeout(Duration value) {
            attemptTimeout = Objects.requireNonNull(value, "attemptTimeout");
            return this;
        }

        /** How long after the start of the call another attempt may begin; unlike a timeout it ends no attempt. Not negative. */
        public Builder retryWithin(Duration value) {
            retryWithin = Objects.requireNonNull(value, "retryWithin");
            return this;
        }

        /**
         * How long a gap without endpoints is waited out; zero for not at all. While nothing is known yet, it counts from the start of
         * the call; when a service has lost its last endpoint, from that moment, so that no calls pile up at one that stays away. A
         * service that is known to have none, and never had one, isn't waited for.
         */
        public Builder readyTimeout(Duration value) {
            readyTimeout = Objects.requireNonNull(value, "readyTimeout");
            return this;
        }

        /**
         * Whether a call waits for an endpoint as long as its own limits allow, for ever when it has none, whatever the ready timeout
         * and the past of the service (gRPC's word and meaning). Only what waiting can't mend still ends it.
         */
        public Builder waitForReady(boolean value) {
            waitForReady = value;
            return this;
        }

        /** Whether the call may be hedged when the balancer does that. Only idempotent ones are in any case. */
        public Builder hedged(boolean value) {
            hedged = value;
            return this;
        }

        /**
         * Runs the attempts of a blocking call on this executor, while the caller's thread waits. So they can be hedged, and are
         * interrupted when their time is up. On the caller's own thread they are not, for nobody knows what an interrupt meets there:
         * hand {@link Attempt#timeout()} to the client that makes the attempt.
         */
        public Builder attemptExecutor(Executor value) {
            attemptExecutor = Objects.requireNonNull(value, "attemptExecutor");
            return this;
        }

        /**
         * Sends the call where others with the same key go, such as a session or a customer; a second attempt goes to the key's next
         * endpoint. Counts with the policies that hash, such as {@link dev.cairn.lb.policy.Policies#maglev()}; others ignore it.
         */
        public Builder key(String value) {
            pickContext = PickContext.ofKey(value);
            return this;
        }

        /** As {@link #key(String)}. */
        public Builder key(byte[] value) {
            pickContext = PickContext.ofKey(value);
            return this;
        }

        /** As {@link #key(String)}. */
        public Builder key(long value) {
            pickContext = PickContext.ofKey(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when a duration is out of range
         */
        public CallOptions build() {
            requirePositive("timeout", timeout);
            requirePositive("attemptTimeout", attemptTimeout);
            if (retryWithin != null && retryWithin.isNegative()) {
                throw new IllegalArgumentException("retryWithin must not be negative, was " + retryWithin);
            }
            if (readyTimeout.isNegative()) {
                throw new IllegalArgumentException("readyTimeout must not be negative, was " + readyTimeout);
            }
            return new CallOptions(this);
        }

        static void requirePositive(String name, @Nullable Duration value) {
            if (value != null && (value.isNegative() || value.isZero())) {
                throw new IllegalArgumentException(name + " must be positive, was " + value);
            }
        }
    }
}
