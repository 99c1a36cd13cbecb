// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.Candidate;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through its attempts: where it was, what may follow, and when it must end. <b>Confined to</b> the thread of the
 * current attempt, but for what ends it, which a timer may do.
 */
final class CallProgress {
    private final Router router;
    private final Target target;
    private final Retries retries;
    private final CallOptions options;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final long timeoutNanos;
    private final long attemptTimeoutNanos;
    private final long retryWithinNanos;
    private final Retry.AsyncContext<Outcome> context;
    private final List<Candidate> tried = new CopyOnWriteArrayList<>();
    private final List<String> history = new CopyOnWriteArrayList<>();
    private volatile @Nullable Attempt running;
    private volatile @Nullable Verdict claimed;

    CallProgress(Router router, Target target, Retries retries, CallOptions options, LongSupplier nanoClock) {
        this.router = router;
        this.target = target;
        this.retries = retries;
        this.options = options;
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
        timeoutNanos = nanos(options.timeout());
        attemptTimeoutNanos = nanos(options.attemptTimeout().or(retries.policy()::attemptTimeout));
        retryWithinNanos = nanos(options.retryWithin());
        context = retries.begin();
    }

    private static long nanos(Optional<Duration> limit) {
        return limit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /**
     * The next attempt, at an endpoint that hasn't been tried when there is one.
     *
     * @throws NoEndpointException when there is none at all
     */
    Attempt begin() {
        claimed = null;
        Pick pick = Pick.of(router.choose(options.pickContext().without(tried)));
        tried.add(pick.candidate());
        Attempt attempt = new Attempt(this, pick, tried.size(), elapsedNanos());
        running = attempt;
        return attempt;
    }

    /** Takes note of how the attempt ended, and says what follows. */
    Verdict end(Attempt attempt, Outcome outcome, @Nullable Throwable error) {
        running = null;
        finish(attempt, outcome);
        if (outcome.isEndpointFailure()) {
            history.add(attempt.pick().text() + " " + describe(outcome, error));
        }
        Verdict known = claimed;
        return known == null ? verdict(outcome) : known;
    }

    /** The attempt has ended like this, whatever that means to the call. */
    void finish(Attempt attempt, Outcome outcome) {
        attempt.pick().finish(outcome);
        retries.events().attemptEnded(attempt, outcome, elapsedNanos() - attempt.beganAfterNanos());
    }

    private static String describe(Outcome outcome, @Nullable Throwable error) {
        if (error == null) {
            return outcome instanceof Outcome.Overload ? "is overloaded" : "gave a bad result";
        }
        String message = error.getMessage();
        return error.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }

    /** Whether the result of the attempt won't be used if it ends like this; then that is so, whatever it ends with. */
    boolean claimRetry(Attempt attempt, Outcome outcome) {
        Verdict verdict = verdict(outcome);
        if (verdict.kind() != Verdict.Kind.FINAL) {
            claimed = verdict;
        }
        if (!verdict.isRetry()) {
            attempt.take();
        }
        return verdict.isRetry();
    }

    private Verdict verdict(Outcome outcome) {
        boolean isRepeatable = outcome.repeat() == Outcome.Repeat.ALWAYS
                || outcome.repeat() == Outcome.Repeat.IF_IDEMPOTENT && options.isIdempotent();
        if (!isRepeatable) {
            return Verdict.FINAL;
        }
        long delayMillis = context.onResult(outcome);
        if (delayMillis < 0) {
            return Verdict.exhausted("no attempt is left");
        }
        long leftNanos = leftForRetriesNanos();
        long patienceNanos = retries.patienceNanos(outcome);
        if (patienceNanos > 0 && patienceNanos >= Math.min(leftNanos, retries.maxPatienceNanos(isLimited()))) {
            return Verdict.exhausted("the endpoint asks to wait too long");
        }
        long delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        if (delayNanos >= leftNanos && patienceNanos > 0) {
            delayNanos = retries.between(patienceNanos, leftNanos);
        }
        if (delayNanos >= leftNanos) {
            return Verdict.exhausted("the time is up");
        }
        if (!retries.spendBudget()) {
            return Verdict.exhausted("the retry budget is spent");
        }
        retries.events().retried(tried.size() + 1, outcome, delayNanos);
        return Verdict.retryAfter(delayNanos);
    }

    /** How long to wait for an endpoint, now that there is none; not positive when it is time to give up. */
    long readyWaitNanos(NoEndpointException none) {
        if (none.isFinal()) {
            return 0;
        }
        long limitNanos = leftForRetriesNanos();
        if (options.isWaitForReady()) {
            return limitNanos;
        }
        long waitedNanos = none.reason() == NoEndpointException.Reason.PENDING ? elapsedNanos() : router.gapNanos();
        return Math.min(limitNanos, options.readyTimeout().toNanos() - waitedNanos);
    }

    /** The end of a call for which there is no endpoint. */
    RuntimeException noEndpoint(NoEndpointException none, @Nullable Throwable lastError) {
        retries.events().noEndpoint(none);
        return tried.isEmpty() ? none : exhausted(String.valueOf(none.getMessage()), lastError);
    }

    boolean hasTimeout() {
        return timeoutNanos != Long.MAX_VALUE;
    }

    private boolean isLimited() {
        return hasTimeout() || retryWithinNanos != Long.MAX_VALUE;
    }

    long remainingNanos() {
        return hasTimeout() ? timeoutNanos - elapsedNanos() : Long.MAX_VALUE;
    }

    private long leftForRetriesNanos() {
        return Math.min(remainingNanos(), retryWithinNanos - elapsedNanos());
    }

    private long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    Optional<Duration> remaining() {
        return duration(remainingNanos());
    }

    /** How long the attempt may still take by its own limit; the greatest number when it has none, or the call ends before. */
    long attemptTimeoutNanos(Attempt attempt) {
        if (attemptTimeoutNanos == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long left = attempt.beganAfterNanos() + attemptTimeoutNanos - elapsedNanos();
        return left < remainingNanos() ? left : Long.MAX_VALUE;
    }

    Optional<Duration> timeout(Attempt attempt) {
        return duration(Math.min(remainingNanos(), attemptTimeoutNanos(attempt)));
    }

    private static Optional<Duration> duration(long nanos) {
        return nanos == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1))));
    }

    /** The call is over; what still runs is in vain. */
    void cancelRunning() {
        Attempt attempt = running;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** The call's time is up. The attempt that had most of it is to blame; one that began late could not do better. */
    void expire() {
        Attempt attempt = running;
        if (attempt != null && attempt.beganAfterNanos() <= timeoutNanos / 2 && attempt.blame()) {
            history.add(attempt.pick().text() + " did not answer in time");
        }
    }

    RetriesExhaustedException exhausted(String reason, @Nullable Throwable lastError) {
        Duration elapsed = Duration.ofNanos(elapsedNanos());
        int attempts = tried.size();
        String message = target + ": gave up after " + attempts + (attempts == 1 ? " attempt in " : " attempts in ")
                + elapsed.toMillis() + " ms, " + reason + (history.isEmpty() ? "" : ": " + String.join("; ", history));
        return new RetriesExhaustedException(message, lastError, attempts, elapsed);
    }
}
