// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.Objects;

/**
 * When an endpoint that does worse than its peers gets no calls for a while: it is <i>ejected</i>.
 *
 * <p>Two things eject it: so many failures in a row, while most of its peers are well; or a success rate over the last ten seconds that
 * is low and clearly below that of its peers. When the whole service fails, nobody is ejected, since that would only move the load. When
 * the time of an ejection is up, one call goes to the endpoint as a probe. If it succeeds, the endpoint takes calls again, few at
 * first; if not, the time doubles.
 *
 * <p>Should more endpoints be ejected than allowed, because others went away, all of them take calls (panic mode).
 *
 * <p><b>Immutable.</b>
 */
public final class OutlierDetection {
    private static final OutlierDetection STANDARD = builder().build();
    private static final OutlierDetection OFF = builder().maxEjectionPercent(0).build();

    private final int consecutiveFailures;
    private final double minSuccessRate;
    private final int requestVolume;
    private final Duration baseEjectionTime;
    private final Duration maxEjectionTime;
    private final int maxEjectionPercent;

    private OutlierDetection(Builder builder) {
        consecutiveFailures = builder.consecutiveFailures;
        minSuccessRate = builder.minSuccessRate;
        requestVolume = builder.requestVolume;
        baseEjectionTime = builder.baseEjectionTime;
        maxEjectionTime = builder.maxEjectionTime;
        maxEjectionPercent = builder.maxEjectionPercent;
    }

    /**
     * A builder. Defaults: 5 consecutive failures; success rate below 0.8 with at least 10 calls in 10 s; ejections of 5 s, doubling up
     * to 5 min, each 20 % shorter or longer at random; at most 50 % of the endpoints.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults. */
    public static OutlierDetection standard() {
        return STANDARD;
    }

    /** No endpoint is ever ejected. */
    public static OutlierDetection off() {
        return OFF;
    }

    /** Failures in a row that eject; at least 1. */
    public int consecutiveFailures() {
        return consecutiveFailures;
    }

    /** The success rate below which an endpoint is compared with its peers, 0 to 1. */
    public double minSuccessRate() {
        return minSuccessRate;
    }

    /** Calls in 10 s without which there is no success rate to speak of; at least 1. */
    public int requestVolume() {
        return requestVolume;
    }

    /** How long the first ejection lasts. */
    public Duration baseEjectionTime() {
        return baseEjectionTime;
    }

    /** How long an ejection lasts at most. */
    public Duration maxEjectionTime() {
        return maxEjectionTime;
    }

    /** The part of the ready endpoints that may be ejected at once, 0 to 100; 0 switches ejection off. */
    public int maxEjectionPercent() {
        return maxEjectionPercent;
    }

    /** Builds an {@link OutlierDetection}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private int consecutiveFailures = 5;
        private double minSuccessRate = 0.8;
        private int requestVolume = 10;
        private Duration baseEjectionTime = Duration.ofSeconds(5);
        private Duration maxEjectionTime = Duration.ofMinutes(5);
        private int maxEjectionPercent = 50;

        private Builder() {}

        /** Failures in a row that eject; at least 1. */
        public Builder consecutiveFailures(int value) {
            consecutiveFailures = value;
            return this;
        }

        /** The success rate below which an endpoint is compared with its peers, 0 to 1; 0 switches that off. */
        public Builder minSuccessRate(double value) {
            minSuccessRate = value;
            return this;
        }

        /** Calls in 10 s without which there is no success rate to speak of; at least 1. */
        public Builder requestVolume(int value) {
            requestVolume = value;
            return this;
        }

        /** How long the first ejection lasts; positive. */
        public Builder baseEjectionTime(Duration value) {
            baseEjectionTime = Objects.requireNonNull(value, "baseEjectionTime");
            return this;
        }

        /** How long an ejection lasts at most; not less than the first. */
        public Builder maxEjectionTime(Duration value) {
            maxEjectionTime = Objects.requireNonNull(value, "maxEjectionTime");
            return this;
        }

        /** The part of the ready endpoints that may be ejected at once, 0 to 100. */
        public Builder maxEjectionPercent(int value) {
            maxEjectionPercent = value;
            return this;
        }

        /**
         * The detection.
         *
         * @throws IllegalArgumentException when a value is out of range
         */
        public OutlierDetection build() {
            require(consecutiveFailures >= 1, "consecutiveFailures must be at least 1, was " + consecutiveFailures);
            require(minSuccessRate >= 0 && minSuccessRate <= 1, "minSuccessRate must be 0..1, was " + minSuccessRate);
            require(requestVolume >= 1, "requestVolume must be at least 1, was " + requestVolume);
            require(
                    !baseEjectionTime.isNegative() && !baseEjectionTime.isZero(),
                    "baseEjectionTime must be positive, was " + baseEjectionTime);
            require(
                    maxEjectionTime.compareTo(baseEjectionTime) >= 0,
                    "maxEjectionTime must be at least baseEjectionTime, was " + maxEjectionTime + " and "
                            + baseEjectionTime);
            require(
                    maxEjectionPercent >= 0 && maxEjectionPercent <= 100,
                    "maxEjectionPercent must be 0..100, was " + maxEjectionPercent);
            return new OutlierDetection(this);
        }

        private static void require(boolean isTrue, String message) {
            if (!isTrue) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
