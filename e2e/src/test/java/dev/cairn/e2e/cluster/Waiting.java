// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what other processes and threads do. */
public final class Waiting {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private Waiting() {}

    /** Waits until a thread of the test has ended. */
    public static void untilEnded(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + thread.getName() + " ends", e);
        }
    }

    /** Waits until the condition holds. */
    public static void until(String what, int seconds, BooleanSupplier condition) {
        until(seconds, condition, () -> "not within " + seconds + " s: " + what);
    }

    /** Waits until the condition holds; the failure is asked for when it does not in time. */
    public static void until(int seconds, BooleanSupplier condition, Supplier<String> failure) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(seconds))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(INTERVAL)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(failure.get(), e);
        }
    }
}
