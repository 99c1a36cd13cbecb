// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.Objects;

/**
 * When a call that takes long is made a second time, at another endpoint, while the first attempt goes on: the first good answer counts,
 * and the other attempt is cancelled (Dean and Barroso, The Tail at Scale, 2013). Only idempotent calls are.
 *
 * <p>The second attempt begins when the first has taken longer than most of the successful attempts of the last 15 s. It is one of the
 * attempts that the {@link RetryPolicy} allows the call, and is paid from the same budget, in addition to a limit of its own. Until
 * twenty attempts have shown what is usual, and for the first three seconds, none is made.
 *
 * <p><b>Immutable.</b>
 */
public final class HedgePolicy {
    private static final HedgePolicy NEVER = new HedgePolicy(new Builder().maxExtraLoad(0));

    private final double percentile;
    private final Duration minDelay;
    private final double maxExtraLoad;

    private HedgePolicy(Builder builder) {
        percentile = builder.percentile;
        minDelay = builder.minDelay;
        maxExtraLoad = builder.maxExtraLoad;
    }

    /** A builder. Defaults: after the 95th percentile, 1 ms at least, for at most 5 % of the calls. */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults of the builder. */
    public static HedgePolicy standard() {
        return builder().build();
    }

    /** Not at all, which is what balancers do unless they are told otherwise. */
    public static HedgePolicy never() {
        return NEVER;
    }

    /** How many of a hundred attempts answer before the second one begins. */
    public double percentile() {
        return percentile;
    }

    /** The shortest wait before the second attempt. */
    public Duration minDelay() {
        return minDelay;
    }

    /** Second attempts per call in the long run; 0 for none. */
    public double maxExtraLoad() {
        return maxExtraLoad;
    }

    /** Builds a {@link HedgePolicy}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private double percentile = 95;
        private Duration minDelay = Duration.ofMillis(1);
        private double maxExtraLoad = 0.05;

        private Builder() {}

        /** How many of a hundred attempts answer before the second one begins, 50 to 99.9. */
        public Builder percentile(double value) {
            percentile = value;
            return this;
        }

        /** The shortest wait before the second attempt; positive. */
        public Builder minDelay(Duration value) {
            minDelay = Objects.requireNonNull(value, "minDelay");
            return this;
        }

        /** Second attempts per call over the last 10 s, 0 to 1. One in ten seconds is granted in any case, unless it is 0. */
        public Builder maxExtraLoad(double value) {
            maxExtraLoad = value;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException when a value is out of range
         */
        public HedgePolicy build() {
            if (!(percentile >= 50 && percentile <= 99.9)) {
                throw new IllegalArgumentException("percentile must be 50..99.9, was " + percentile);
            }
            if (minDelay.isNegative() || minDelay.isZero()) {
                throw new IllegalArgumentException("minDelay must be positive, was " + minDelay);
            }
            if (!(maxExtraLoad >= 0 && maxExtraLoad <= 1)) {
                throw new IllegalArgumentException("maxExtraLoad must be 0..1, was " + maxExtraLoad);
            }
            return new HedgePolicy(this);
        }
    }
}
