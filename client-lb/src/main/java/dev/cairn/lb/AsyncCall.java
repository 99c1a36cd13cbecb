// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of one call without holding a thread. <b>Thread-safe.</b>
 *
 * <p>What follows an attempt is said by {@link CallProgress}, once and for one of those that run. The end of the result, by cancellation
 * or timeout, may come at any time: it cancels what runs, and no other attempt begins. A pick is finished where its stage completes
 * and nowhere else. The user's functions never run on the timer.
 */
final class AsyncCall<T extends @Nullable Object> {
    private final Router router;
    private final CallProgress progress;
    private final Classifier<? super T> classifier;
    private final Function<Attempt, ? extends CompletionStage<T>> action;
    private final CallThreads threads;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile @Nullable Future<?> waiting;
    private volatile @Nullable Throwable lastError;

    AsyncCall(
            Router router,
            CallProgress progress,
            Classifier<? super T> classifier,
            Function<Attempt, ? extends CompletionStage<T>> action,
            CallThreads threads) {
        this.router = router;
        this.progress = progress;
        this.classifier = classifier;
        this.action = action;
        this.threads = threads;
    }

    /** As {@link #begin()}; who let the call in is told of its end before anybody else is. */
    CompletableFuture<T> begin(Guard.Entered entered) {
        var unused = result.whenComplete((value, error) -> {
            if (error == null) {
                entered.returned(value, classifier);
            } else {
                entered.threw(error, classifier);
            }
        });
        return begin();
    }

    CompletableFuture<T> begin() {
        var unused = result.whenComplete((value, error) -> cancelAll());
        if (progress.time().hasTimeout()) {
            limitTime();
        }
        attempt();
        return result;
    }

    private void limitTime() {
        Future<?> limit = schedule(this::timeIsUp, progress.time().remainingNanos());
        if (limit != null) {
            var unused = result.whenComplete((value, error) -> limit.cancel(false));
        }
    }

    private void timeIsUp() {
        if (!result.isDone()) {
            progress.expire();
        }
        TimeoutException timeout = new TimeoutException("the call took longer than it may");
        result.completeExceptionally(progress.exhausted("the time is up", timeout));
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        Attempt attempt;
        try {
            attempt = progress.begin();
        } catch (NoEndpointException e) {
            attemptWhenReady(e);
            return;
        } catch (RuntimeException e) { // a policy that fails must not leave the call open
            result.completeExceptionally(e);
            return;
        }
        CompletableFuture<T> stage = run(attempt);
        whileRunning(stage, this::hedge, progress.hedgeDelayNanos());
    }

    private void hedge() {
        if (result.isDone()) {
            return;
        }
        try {
            Attempt attempt = progress.hedge();
            if (attempt != null) {
                var unused = run(attempt);
            }
        } catch (RuntimeException e) { // as for a first attempt
            result.completeExceptionally(e);
        }
    }

    private CompletableFuture<T> run(Attempt attempt) {
        CompletableFuture<T> stage = start(attempt);
        attempt.runs(stage);
        if (result.isDone()) {
            attempt.cancel();
        }
        whileRunning(stage, attempt::expire, progress.time().attemptTimeoutNanos(attempt));
        var unused = stage.whenComplete((value, error) -> ended(attempt, value, error));
        return stage;
    }

    /** Runs a step after so long unless the attempt has ended; never for the greatest number. */
    private void whileRunning(CompletableFuture<T> stage, Runnable step, long delayNanos) {
        if (delayNanos == Long.MAX_VALUE || stage.isDone()) {
            return;
        }
        Future<?> planned = schedule(step, delayNanos);
        if (planned != null) {
            var unused = stage.whenComplete((value, error) -> planned.cancel(false));
        }
    }

    /** Goes on when there are endpoints, and in any case after a while: the next pick says whether there are. */
    private void attemptWhenReady(NoEndpointException none) {
        long waitNanos = progress.readyWaitNanos(none);
        if (waitNanos <= 0) {
            result.completeExceptionally(progress.noEndpoint(none, lastError));
            return;
        }
        CompletableFuture<Void> ready = router.ready().orTimeout(waitNanos, TimeUnit.NANOSECONDS);
        waitFor(ready);
        var unused = ready.whenCompleteAsync((nothing, error) -> attempt());
    }

    private CompletableFuture<T> start(Attempt attempt) {
        try {
            return Objects.requireNonNull(action.apply(attempt), "the action returned no stage")
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(Attempt attempt, T value, @Nullable Throwable thrown) {
        Throwable error = thrown == null ? null : attempt.errorOf(unwrapped(thrown));
        try {
            Outcome outcome = error == null ? classifier.ofResult(value) : classifier.ofError(error);
            if (result.isDone()) {
                progress.finish(attempt, outcome); // nothing follows
                return;
            }
            lastError = error;
            Verdict verdict = progress.end(attempt, outcome, error);
            if (verdict.isRetry()) {
                later(verdict.delayNanos());
            } else if (!verdict.isDiscard()) {
                complete(attempt, value, error, verdict);
            }
        } catch (RuntimeException e) { // a classifier that fails must not leave the call open
            attempt.pick().close();
            result.completeExceptionally(e);
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    private void complete(Attempt attempt, T value, @Nullable Throwable error, Verdict verdict) {
        if (error == null) {
            result.complete(value);
        } else if (verdict.kind() == Verdict.Kind.EXHAUSTED) {
            result.completeExceptionally(progress.exhausted(verdict.reason(), error));
        } else if (attempt.isTimedOut()) {
            result.completeExceptionally(progress.exhausted("it must not be made again", error));
        } else {
            result.completeExceptionally(error);
        }
    }

    private void later(long delayNanos) {
        Future<?> next = schedule(this::attempt, delayNanos);
        if (next != null) {
            waitFor(next);
        }
    }

    /** Runs a step later; null, and the end of the call, when the timer has ended. */
    private @Nullable Future<?> schedule(Runnable step, long delayNanos) {
        try {
            return threads.later(step, delayNanos);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(progress.exhausted("the balancers are closed", lastError));
            return null;
        }
    }

    private void waitFor(Future<?> step) {
        waiting = step;
        if (result.isDone()) {
            step.cancel(true);
        }
    }

    private void cancelAll() {
        progress.cancelRunning();
        Future<?> step = waiting;
        if (step != null) {
            step.cancel(true);
        }
    }
}
