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
 * current attempt, but for {@link #exhausted}, which a timer may ask for.
 */
final class CallProgress {
    private final Router router;
    private final Target target;
    private final Retries retries;
    private final CallOptions options;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final long timeoutNanos;
    private final long retryWithinNanos;
    private final Retry.AsyncContext<Outcome> context;
    private final List<Candidate> tried = new CopyOnWriteArrayList<>();
    private final List<String> history = new CopyOnWriteArrayList<>();
    private @Nullable Verdict decided;

    CallProgress(Router router, Target target, Retries retries, CallOptions options, LongSupplier nanoClock) {
        this.router = router;
        this.target = target;
        this.retries = retries;
        this.options = options;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.timeoutNanos = options.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.retryWithinNanos = options.retryWithin().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.context = retries.begin();
    }

    /**
     * The next attempt, at an endpoint that hasn't been tried when there is one.
     *
     * @throws NoEndpointException when there is none at all
     */
    Attempt begin() {
        decided = null;
        Pick pick = Pick.of(router.choose(options.pickContext().without(tried)));
        tried.add(pick.candidate());
        return new Attempt(this, pick, tried.size());
    }

    /** Takes note of how the attempt ended, and says what follows. */
    Verdict end(Attempt attempt, Outcome outcome, @Nullable Throwable error) {
        attempt.pick().finish(outcome);
        if (outcome.isEndpointFailure()) {
            history.add(attempt.pick().text() + " " + describe(outcome, error));
        }
        return decide(outcome);
    }

    private static String describe(Outcome outcome, @Nullable Throwable error) {
        if (error == null) {
            return outcome instanceof Outcome.Overload ? "is overloaded" : "gave a bad result";
        }
        String message = error.getMessage();
        return error.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }

    /** Says what follows after this outcome; said once for each attempt. */
    Verdict decide(Outcome outcome) {
        Verdict known = decided;
        if (known == null) {
            known = verdict(outcome);
            decided = known;
        }
        return known;
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
        if (retries.asksTooMuch(outcome)) {
            return Verdict.exhausted("the endpoint asks to wait too long");
        }
        long delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        if (delayNanos >= remainingNanos() || delayNanos >= retryWithinNanos - elapsedNanos()) {
            return Verdict.exhausted("the time is up");
        }
        if (!retries.spendBudget()) {
            return Verdict.exhausted("the retry budget is spent");
        }
        return Verdict.retryAfter(delayNanos);
    }

    /** How long to wait for an endpoint, now that there is none; not positive when it is time to give up. */
    long readyWaitNanos(NoEndpointException none) {
        if (none.isFinal()) {
            return 0;
        }
        long limitNanos = Math.min(remainingNanos(), retryWithinNanos - elapsedNanos());
        if (options.isWaitForReady()) {
            return limitNanos;
        }
        long waitedNanos = none.reason() == NoEndpointException.Reason.PENDING ? elapsedNanos() : router.gapNanos();
        return Math.min(limitNanos, options.readyTimeout().toNanos() - waitedNanos);
    }

    /** The end of a call for which there is no endpoint. */
    RuntimeException noEndpoint(NoEndpointException none, @Nullable Throwable lastError) {
        return tried.isEmpty() ? none : exhausted(String.valueOf(none.getMessage()), lastError);
    }

    boolean hasTimeout() {
        return timeoutNanos != Long.MAX_VALUE;
    }

    long remainingNanos() {
        return hasTimeout() ? timeoutNanos - elapsedNanos() : Long.MAX_VALUE;
    }

    private long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    Optional<Duration> remaining() {
        return hasTimeout()
                ? Optional.of(Duration.ofNanos(Math.max(remainingNanos(), TimeUnit.MILLISECONDS.toNanos(1))))
                : Optional.empty();
    }

    RetriesExhaustedException exhausted(String reason, @Nullable Throwable lastError) {
        Duration elapsed = Duration.ofNanos(elapsedNanos());
        int attempts = tried.size();
        String message = target + ": gave up after " + attempts + (attempts == 1 ? " attempt in " : " attempts in ")
                + elapsed.toMillis() + " ms, " + reason + (history.isEmpty() ? "" : ": " + String.join("; ", history));
        return new RetriesExhaustedException(message, lastError, attempts, elapsed);
    }
}
