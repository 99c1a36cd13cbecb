// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes the attempts of one call on the calling thread. <b>Confined to</b> it. */
final class BlockingCall<T extends @Nullable Object, E extends Exception> {
    private final Router router;
    private final CallProgress progress;
    private final Classifier<? super T> classifier;
    private final CallAction<T, E> action;
    private @Nullable Exception lastError;

    BlockingCall(Router router, CallProgress progress, Classifier<? super T> classifier, CallAction<T, E> action) {
        this.router = router;
        this.progress = progress;
        this.classifier = classifier;
        this.action = action;
    }

    T run() throws E {
        while (true) {
            Attempt attempt = begin();
            Verdict verdict;
            try {
                T result = action.at(attempt);
                lastError = null;
                verdict = progress.end(attempt, classifier.ofResult(result), null);
                if (!verdict.isRetry()) {
                    return result;
                }
            } catch (Exception e) {
                lastError = e;
                verdict = progress.end(attempt, classifier.ofError(e), e);
                if (!verdict.isRetry()) {
                    throw end(verdict, e);
                }
            } finally {
                attempt.pick().close();
            }
            pause(verdict.delayNanos());
        }
    }

    private Attempt begin() {
        while (true) {
            try {
                return progress.begin();
            } catch (NoEndpointException e) {
                long waitNanos = progress.readyWaitNanos(e);
                if (waitNanos <= 0) {
                    throw progress.noEndpoint(e, lastError);
                }
                awaitReady(waitNanos);
            }
        }
    }

    @SuppressWarnings("unchecked") // the action throws nothing checked but E
    private E end(Verdict verdict, Exception error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (verdict.kind() == Verdict.Kind.EXHAUSTED) {
            throw progress.exhausted(verdict.reason(), error);
        }
        return (E) error;
    }

    private void awaitReady(long waitNanos) {
        try {
            router.ready().get(waitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw progress.exhausted("interrupted while waiting for endpoints", e);
        } catch (ExecutionException | TimeoutException e) {
            // the pick that follows says whether there is an endpoint now
        }
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw progress.exhausted("interrupted while waiting for the next attempt", lastError);
        }
    }
}
