// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a call and its attempts may take, and what is left of it. <b>Thread-safe.</b> */
final class CallTime {
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final LongSupplier nanoClock;
    private final long startNanos;
    private final long timeoutNanos;
    private final long attemptTimeoutNanos;
    private final long retryWithinNanos;

    /** A call with these options begins now. */
    CallTime(CallOptions options, RetryPolicy policy, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
        timeoutNanos = nanos(options.timeout());
        attemptTimeoutNanos = nanos(options.attemptTimeout().or(policy::attemptTimeout));
        retryWithinNanos = nanos(options.retryWithin());
    }

    private static long nanos(Optional<Duration> limit) {
        return limit.map(Duration::toNanos).orElse(UNLIMITED);
    }

    long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    boolean hasTimeout() {
        return timeoutNanos != UNLIMITED;
    }

    /** Whether there is a moment after which no attempt begins. */
    boolean isLimited() {
        return hasTimeout() || retryWithinNanos != UNLIMITED;
    }

    /** What is left of the timeout; the greatest number when there is none. */
    long remainingNanos() {
        return hasTimeout() ? timeoutNanos - elapsedNanos() : UNLIMITED;
    }

    /** For how long another attempt may begin. */
    long leftForRetriesNanos() {
        return Math.min(remainingNanos(), retryWithinNanos - elapsedNanos());
    }

    /** As for people: at least 1 ms, empty for no limit. */
    Optional<Duration> remaining() {
        return duration(remainingNanos());
    }

    /** How long the attempt may still take by its own limit; the greatest number when it has none, or the call ends before. */
    long attemptTimeoutNanos(Attempt attempt) {
        if (attemptTimeoutNanos == UNLIMITED) {
            return UNLIMITED;
        }
        long left = attempt.beganAfterNanos() + attemptTimeoutNanos - elapsedNanos();
        return left < remainingNanos() ? left : UNLIMITED;
    }

    /** How long the attempt may still take by any limit. */
    Optional<Duration> timeout(Attempt attempt) {
        return duration(Math.min(remainingNanos(), attemptTimeoutNanos(attempt)));
    }

    private static Optional<Duration> duration(long nanos) {
        return nanos == UNLIMITED
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1))));
    }

    /** Whether the attempt has had most of the timeout when that ends. */
    boolean hadMostOfIt(Attempt attempt) {
        return attempt.beganAfterNanos() <= timeoutNanos / 2;
    }
}
