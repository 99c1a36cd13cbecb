// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call failed in a way that another attempt might have mended, and there was no further attempt: none was left, the time was up, the
 * retry budget was spent, or no endpoint was there. The message lists every attempt; the cause is the last one's error.
 */
public final class RetriesExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int attempts;
    private final Duration elapsed;

    RetriesExhaustedException(String message, @Nullable Throwable lastError, int attempts, Duration elapsed) {
        super(message, lastError);
        this.attempts = attempts;
        this.elapsed = elapsed;
    }

    /** How many attempts were made. */
    public int attempts() {
        return attempts;
    }

    /** The time from the call to this. */
    public Duration elapsed() {
        return elapsed;
    }
}
