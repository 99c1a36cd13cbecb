// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.time.Duration;

/** Times for tests: everything that takes minutes in a cluster takes a fraction of a second. */
final class TestTuning {
    static final Tuning FAST = new Tuning(
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMillis(700),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            3,
            64 * 1024);

    private TestTuning() {}
}
