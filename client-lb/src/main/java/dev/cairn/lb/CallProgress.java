// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.policy.Candidate;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through its attempts: where it was, what may follow, and when it must end. <b>Thread-safe.</b>
 *
 * <p>Attempts follow one another, but for a hedge, which runs beside the one that takes long. So an attempt that fails is followed by
 * another one only if it was the last that ran; and when the result of one is used, the others are cancelled. Nothing foreign is called
 * under the lock.
 */
final class CallProgress {
    private final Router router;
    private final Target target;
    private final Retries retries;
    private final CallOptions options;
    private final CallTime time;
    private final Retry.AsyncContext<Outcome> context;
    private final List<Candidate> tried = new CopyOnWriteArrayList<>();
    private final List<String> history = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Attempt> running = new ArrayList<>(2); // under the lock
    private @Nullable Attempt winner; // under the lock; the one whose result is the call's

    CallProgress(Router router, Target target, Retries retries, CallOptions options, LongSupplier nanoClock) {
        this.router = router;
        this.target = target;
        this.retries = retries;
        this.options = options;
        time = new CallTime(options, retries.policy(), nanoClock);
        context = retries.begin();
    }

    CallTime time() {
        return time;
    }

    /**
     * The next attempt, at an endpoint that hasn't been tried when there is one.
     *
     * @throws NoEndpointException when there is none at all
     */
    Attempt begin() {
        TrackedEndpoint endpoint = router.choose(options.pickContext().without(tried));
        lock.lock();
        try {
            return begin(endpoint, false);
        } finally {
            lock.unlock();
        }
    }

    private Attempt begin(TrackedEndpoint endpoint, boolean isHedge) {
        tried.add(endpoint);
        Attempt attempt = new Attempt(this, Pick.of(endpoint), tried.size(), isHedge, time.elapsedNanos());
        running.add(attempt);
        return attempt;
    }

    /** When to begin a second attempt beside one that has just begun; the greatest number for never. */
    long hedgeDelayNanos() {
        return options.isIdempotent() && options.isHedged() && tried.size() < maxAttempts()
                ? retries.hedging().delayNanos()
                : Long.MAX_VALUE;
    }

    /** A second attempt at another endpoint beside the one that runs; null when that has ended, or it isn't granted. */
    @Nullable
    Attempt hedge() {
        TrackedEndpoint endpoint;
        try {
            endpoint = router.choose(options.pickContext().without(tried));
        } catch (NoEndpointException e) {
            return null;
        }
        Attempt attempt;
        lock.lock();
        try {
            boolean isWanted = running.size() == 1 && winner == null && tried.size() < maxAttempts();
            if (!isWanted || tried.contains(endpoint) || !retries.spendOnHedge()) {
                return null;
            }
            attempt = begin(endpoint, true);
        } finally {
            lock.unlock();
        }
        retries.events().hedged(attempt.number(), attempt.beganAfterNanos());
        return attempt;
    }

    private int maxAttempts() {
        return retries.policy().maxAttempts();
    }

    /** Takes note of how the attempt ended, and says what follows. */
    Verdict end(Attempt attempt, Outcome outcome, @Nullable Throwable error) {
        finish(attempt, outcome);
        if (outcome.isEndpointFailure()) {
            history.add(attempt.pick().text() + " " + describe(outcome, error));
        }
        return settle(attempt, outcome);
    }

    /** The attempt has ended like this, whatever that means to the call. */
    void finish(Attempt attempt, Outcome outcome) {
        attempt.pick().finish(outcome);
        long nanos = time.elapsedNanos() - attempt.beganAfterNanos();
        retries.hedging().took(nanos, outcome);
        retries.events().attemptEnded(attempt, outcome, nanos);
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
        Verdict verdict = settle(attempt, outcome);
        if (verdict.kind() != Verdict.Kind.FINAL) {
            attempt.settle(verdict);
        }
        if (verdict.isDiscard()) {
            return true;
        }
        attempt.take();
        cancelRunning();
        return false;
    }

    /** What follows when the attempt ends like this; it is no longer among those that run. */
    private Verdict settle(Attempt attempt, Outcome outcome) {
        Verdict known = attempt.settled();
        if (known != null) {
            return known;
        }
        boolean isFinal = !isRepeatable(outcome);
        boolean isAlone;
        lock.lock();
        try {
            running.remove(attempt);
            if (winner != null && winner != attempt) {
                return Verdict.LOST;
            }
            winner = isFinal ? attempt : null;
            isAlone = running.isEmpty();
        } finally {
            lock.unlock();
        }
        if (isFinal) {
            return Verdict.FINAL;
        }
        return isAlone ? another(outcome) : Verdict.LOST;
    }

    private boolean isRepeatable(Outcome outcome) {
        return outcome.repeat() == Outcome.Repeat.ALWAYS
                || outcome.repeat() == Outcome.Repeat.IF_IDEMPOTENT && options.isIdempotent();
    }

    private Verdict another(Outcome outcome) {
        long delayMillis = context.onResult(outcome);
        if (delayMillis < 0 || tried.size() >= maxAttempts()) {
            return Verdict.exhausted("no attempt is left");
        }
        long leftNanos = time.leftForRetriesNanos();
        long patienceNanos = retries.patienceNanos(outcome);
        if (patienceNanos > 0 && patienceNanos >= Math.min(leftNanos, retries.maxPatienceNanos(time.isLimited()))) {
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
        long limitNanos = time.leftForRetriesNanos();
        if (options.isWaitForReady()) {
            return limitNanos;
        }
        long waitedNanos =
                none.reason() == NoEndpointException.Reason.PENDING ? time.elapsedNanos() : router.gapNanos();
        return Math.min(limitNanos, options.readyTimeout().toNanos() - waitedNanos);
    }

    /** The end of a call for which there is no endpoint. */
    RuntimeException noEndpoint(NoEndpointException none, @Nullable Throwable lastError) {
        retries.events().noEndpoint(none);
        return tried.isEmpty() ? none : exhausted(String.valueOf(none.getMessage()), lastError);
    }

    /** What runs is in vain: the call is over, or has its result. */
    void cancelRunning() {
        List<Attempt> vain;
        lock.lock();
        try {
            vain = List.copyOf(running);
            running.clear();
        } finally {
            lock.unlock();
        }
        for (Attempt attempt : vain) {
            attempt.settle(Verdict.LOST);
            attempt.cancel();
        }
    }

    /** The call's time is up. An attempt that had most of it is to blame; one that began late could not do better. */
    void expire() {
        List<Attempt> late;
        lock.lock();
        try {
            late = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        for (Attempt attempt : late) {
            if (time.hadMostOfIt(attempt) && attempt.blame()) {
                history.add(attempt.pick().text() + " did not answer in time");
            }
        }
    }

    RetriesExhaustedException exhausted(String reason, @Nullable Throwable lastError) {
        Duration elapsed = Duration.ofNanos(time.elapsedNanos());
        int attempts = tried.size();
        String message = target + ": gave up after " + attempts + (attempts == 1 ? " attempt in " : " attempts in ")
                + elapsed.toMillis() + " ms, " + reason + (history.isEmpty() ? "" : ": " + String.join("; ", history));
        return new RetriesExhaustedException(message, lastError, attempts, elapsed);
    }
}
