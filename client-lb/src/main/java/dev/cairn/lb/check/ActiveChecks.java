// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and how endpoints are asked if they are well. One that isn't takes no calls until it is, unless more than half of the ready
 * ones would take none. A new endpoint takes calls before its first check.
 *
 * <p><b>Immutable.</b>
 */
public final class ActiveChecks {
    private final ActiveCheck check;
    private final Duration interval;
    private final Duration timeout;
    private final int unhealthyThreshold;
    private final int healthyThreshold;
    private final boolean idleOnly;

    private ActiveChecks(Builder builder) {
        check = builder.check;
        interval = builder.interval;
        timeout = builder.timeout;
        unhealthyThreshold = builder.unhealthyThreshold;
        healthyThreshold = builder.healthyThreshold;
        idleOnly = builder.idleOnly;
    }

    /**
     * A builder. Defaults: every 10 s, 2 s for an answer, three failures in a row take an endpoint from calls, two successes in a row give
     * it back, and those that answer calls aren't asked.
     */
    public static Builder builder(ActiveCheck check) {
        return new Builder(check);
    }

    /** These checks with all defaults. */
    public static ActiveChecks of(ActiveCheck check) {
        return builder(check).build();
    }

    /** How to ask. */
    public ActiveCheck check() {
        return check;
    }

    /** How long after a check the next one of the same endpoint begins, 20 % more or less at random. */
    public Duration interval() {
        return interval;
    }

    /** How long to wait for an answer. */
    public Duration timeout() {
        return timeout;
    }

    /** So many failures in a row take an endpoint from calls. */
    public int unhealthyThreshold() {
        return unhealthyThreshold;
    }

    /** So many successes in a row give it back. */
    public int healthyThreshold() {
        return healthyThreshold;
    }

    /** Whether an endpoint that answered a call since its last check isn't asked. */
    public boolean isIdleOnly() {
        return idleOnly;
    }

    /** Builds {@link ActiveChecks}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private static final int MAX_THRESHOLD = 100;

        private final ActiveCheck check;
        private Duration interval = Duration.ofSeconds(10);
        private Duration timeout = Duration.ofSeconds(2);
        private int unhealthyThreshold = 3;
        private int healthyThreshold = 2;
        private boolean idleOnly = true;

        private Builder(ActiveCheck check) {
            this.check = Objects.requireNonNull(check, "check");
        }

        /** How long after a check the next one of the same endpoint begins, 20 % more or less at random; at least 100 ms. */
        public Builder interval(Duration value) {
            if (value.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("interval must be at least 100 ms, was " + value);
            }
            interval = value;
            return this;
        }

        /** How long to wait for an answer; positive. */
        public Builder timeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("timeout must be positive, was " + value);
            }
            timeout = value;
            return this;
        }

        /** So many failures in a row take an endpoint from calls, 1 to 100. */
        public Builder unhealthyThreshold(int value) {
            unhealthyThreshold = checked(value, "unhealthyThreshold");
            return this;
        }

        /** So many successes in a row give it back, 1 to 100. */
        public Builder healthyThreshold(int value) {
            healthyThreshold = checked(value, "healthyThreshold");
            return this;
        }

        private static int checked(int value, String what) {
            if (value < 1 || value > MAX_THRESHOLD) {
                throw new IllegalArgumentException(what + " must be 1..100, was " + value);
            }
            return value;
        }

        /** Whether to leave out endpoints that answered a call since their last check: it says more than a check would. */
        public Builder idleOnly(boolean value) {
            idleOnly = value;
            return this;
        }

        /** The options. */
        public ActiveChecks build() {
            return new ActiveChecks(this);
        }
    }
}
