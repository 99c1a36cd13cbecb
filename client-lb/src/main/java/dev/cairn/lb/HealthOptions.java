// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How endpoints are judged.
 *
 * <p><b>Immutable.</b>
 *
 * @param detection who is ejected, and for how long
 * @param slowStart how long a new endpoint gets fewer calls; zero for not at all
 * @param limit how many calls at a time an endpoint gets; null for any number
 * @param random what jitter and slow start are drawn from; safe to share between threads
 */
record HealthOptions(
        OutlierDetection detection,
        Duration slowStart,
        @Nullable ConcurrencyLimit limit,
        RandomGenerator random) {
    static final Duration SLOW_START = Duration.ofSeconds(30);

    HealthOptions(OutlierDetection detection, Duration slowStart, RandomGenerator random) {
        this(detection, slowStart, null, random);
    }
}
