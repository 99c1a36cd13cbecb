// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

/**
 * How many calls may be in flight at one endpoint before others are preferred. The limit of each endpoint is learned from its latencies
 * (Gradient2 of Netflix's concurrency-limits) and moves between the bounds given here.
 *
 * <p>It never refuses a call: when all endpoints that the call may go to have reached theirs, it goes on as if there were none.
 *
 * <p><b>Immutable.</b>
 */
public final class ConcurrencyLimit {
    private final int initial;
    private final int min;
    private final int max;
    private final double tolerance;

    private ConcurrencyLimit(Builder builder) {
        initial = builder.initial;
        min = builder.min;
        max = builder.max;
        tolerance = builder.tolerance;
    }

    /** A builder. Defaults: 20 calls at first, 4 at least and 200 at most, tolerance 1.5. */
    public static Builder builder() {
        return new Builder();
    }

    /** The defaults of the builder. */
    public static ConcurrencyLimit standard() {
        return builder().build();
    }

    /** Calls in flight at a new endpoint. */
    public int initial() {
        return initial;
    }

    /** The lowest limit. */
    public int min() {
        return min;
    }

    /** The highest limit. */
    public int max() {
        return max;
    }

    /** How many times the average a latency may be before the limit shrinks. */
    public double tolerance() {
        return tolerance;
    }

    /** Builds a {@link ConcurrencyLimit}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private int initial = 20;
        private int min = 4;
        private int max = 200;
        private double tolerance = 1.5;

        private Builder() {}

        /** Calls in flight at a new endpoint, from the lowest to the highest limit. */
        public Builder initial(int value) {
            initial = value;
            return this;
        }

        /** The lowest limit and the highest one, 1 to 1,000,000. */
        public Builder bounds(int lowest, int highest) {
            min = lowest;
            max = highest;
            return this;
        }

        /** How many times the average a latency may be before the limit shrinks, 1 to 10. */
        public Builder tolerance(double value) {
            tolerance = value;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException when a value is out of range
         */
        public ConcurrencyLimit build() {
            if (min < 1 || max < min || max > 1_000_000) {
                throw new IllegalArgumentException("bounds must be 1..1000000 and in order, were " + min + ".." + max);
            }
            if (initial < min || initial > max) {
                throw new IllegalArgumentException("initial must be " + min + ".." + max + ", was " + initial);
            }
            if (!(tolerance >= 1 && tolerance <= 10)) {
                throw new IllegalArgumentException("tolerance must be 1..10, was " + tolerance);
            }
            return new ConcurrencyLimit(this);
        }
    }
}
