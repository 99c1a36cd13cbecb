// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.time.Duration;

/** Times for tests: everything that takes minutes in a cluster takes a fraction of a second. */
final class TestTuning {
    static final Tuning FAST = with(Duration.ofMillis(100));

    /** The same, but with waits that grow without end, and an hour where somebody has to change something first. */
    static final Tuning RESIGNED = with(Duration.ofHours(1));

    private TestTuning() {}

    private static Tuning with(Duration longestWait) {
        return new Tuning(
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMillis(700),
                Duration.ofSeconds(60),
                Duration.ofMillis(100),
                Duration.ofMillis(10),
                longestWait,
                longestWait,
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                3,
                64 * 1024);
    }
}
