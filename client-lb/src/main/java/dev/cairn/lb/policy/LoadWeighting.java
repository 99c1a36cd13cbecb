// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.time.Duration;

/**
 * How the reports of servers become weights; the words and defaults of gRFC A58.
 *
 * <p><b>Immutable.</b>
 */
public final class LoadWeighting {
    private static final LoadWeighting STANDARD = builder().build();

    private final Duration blackoutPeriod;
    private final Duration expirationPeriod;
    private final Duration updatePeriod;
    private final double errorPenalty;

    private LoadWeighting(Builder builder) {
        blackoutPeriod = builder.blackoutPeriod;
        expirationPeriod = builder.expirationPeriod;
        updatePeriod = builder.updatePeriod;
        errorPenalty = builder.errorPenalty;
    }

    /** The defaults. */
    public static LoadWeighting standard() {
        return STANDARD;
    }

    /** A builder. Defaults: blackout 10 s, expiration 3 min, update each second, error penalty 1. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long an endpoint must have reported before its reports count. */
    public Duration blackoutPeriod() {
        return blackoutPeriod;
    }

    /** How long without a report an endpoint keeps its weight. */
    public Duration expirationPeriod() {
        return expirationPeriod;
    }

    /** How often weights change at most. */
    public Duration updatePeriod() {
        return updatePeriod;
    }

    /** How much load is added for errors: this times errors ÷ requests. */
    public double errorPenalty() {
        return errorPenalty;
    }

    /** Builds a {@link LoadWeighting}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private static final Duration LEAST_UPDATE_PERIOD = Duration.ofMillis(100);

        private Duration blackoutPeriod = Duration.ofSeconds(10);
        private Duration expirationPeriod = Duration.ofMinutes(3);
        private Duration updatePeriod = Duration.ofSeconds(1);
        private double errorPenalty = 1;

        private Builder() {}

        /** As {@link LoadWeighting#blackoutPeriod()}; zero for none. */
        public Builder blackoutPeriod(Duration value) {
            blackoutPeriod = value;
            return this;
        }

        /** As {@link LoadWeighting#expirationPeriod()}; positive. */
        public Builder expirationPeriod(Duration value) {
            expirationPeriod = value;
            return this;
        }

        /** As {@link LoadWeighting#updatePeriod()}; 100 ms or more. */
        public Builder updatePeriod(Duration value) {
            updatePeriod = value;
            return this;
        }

        /** As {@link LoadWeighting#errorPenalty()}; zero or more. */
        public Builder errorPenalty(double value) {
            errorPenalty = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when one is out of range
         */
        public LoadWeighting build() {
            if (blackoutPeriod.isNegative()) {
                throw new IllegalArgumentException("blackoutPeriod must not be negative, was " + blackoutPeriod);
            }
            if (expirationPeriod.isNegative() || expirationPeriod.isZero()) {
                throw new IllegalArgumentException("expirationPeriod must be positive, was " + expirationPeriod);
            }
            if (updatePeriod.compareTo(LEAST_UPDATE_PERIOD) < 0) {
                throw new IllegalArgumentException("updatePeriod must be 100 ms or more, was " + updatePeriod);
            }
            if (!(errorPenalty >= 0 && errorPenalty < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("errorPenalty must be finite and not negative, was " + errorPenalty);
            }
            return new LoadWeighting(this);
        }
    }
}
