// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting times with full jitter: between nothing and a bound that doubles with each failure, so that many clients
 * which lost one server do not come back together. <b>Confined to</b> the loop.
 */
final class Backoff {
    private final long baseNanos;
    private final long capNanos;
    private final RandomGenerator random;
    private long boundNanos;

    Backoff(Duration base, Duration cap, RandomGenerator random) {
        this.baseNanos = base.toNanos();
        this.capNanos = cap.toNanos();
        this.random = random;
        reset();
    }

    long nextNanos() {
        long bound = boundNanos;
        boundNanos = Math.min(capNanos, 2 * bound);
        return random.nextLong(bound + 1);
    }

    /** Whether the waiting times have stopped to grow. */
    boolean isAtCap() {
        return boundNanos == capNanos;
    }

    void reset() {
        boundNanos = Math.min(baseNanos, capNanos);
    }
}
