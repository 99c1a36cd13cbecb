// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.time.Duration;

/** Writes durations for people. */
final class Durations {
    private Durations() {}

    static String text(long nanos) {
        return text(Duration.ofNanos(nanos));
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis < 10_000 ? millis + " ms" : duration.toSeconds() + " s";
    }
}
