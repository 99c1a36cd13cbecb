// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import java.time.Duration;

/**
 * When to ask the DNS again.
 *
 * <p><b>Immutable.</b>
 *
 * @param floor the least time between two lookups, whatever the TTL says
 * @param suspicion the least time until a lookup that a suspicion brings about; doubles up to the floor while nothing new is found
 * @param ceiling the longest time between two lookups
 * @param confirmation when to ask again before a name that had endpoints is believed to be gone
 * @param timeout how long to wait for one server
 */
public record DnsTiming(Duration floor, Duration ceiling, Duration suspicion, Duration confirmation, Duration timeout) {
    private static final int MAX_DOUBLINGS = 20;

    /** Lookups 1 s to 5 min apart, 100 ms on suspicion, confirmation after 1 s, 2 s for a server. */
    public static final DnsTiming STANDARD = new DnsTiming(
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    /** How soon to follow a suspicion after so many that found nothing new, in nanoseconds. */
    long suspicionNanos(int fruitless) {
        return Math.min(suspicion.toNanos() << Math.min(fruitless, MAX_DOUBLINGS), floor.toNanos());
    }

    /** A TTL within floor and ceiling, in nanoseconds. */
    long clampNanos(long ttlSeconds) {
        long nanos = ttlSeconds >= ceiling.toSeconds()
                ? ceiling.toNanos()
                : Duration.ofSeconds(ttlSeconds).toNanos();
        return Math.max(nanos, floor.toNanos());
    }
}
