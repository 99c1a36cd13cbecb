// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A blocking call whose attempts run on an executor, so that they can end when their time is up, and run beside one another, while the
 * calling thread waits. <b>Confined to</b> that thread.
 */
final class ExecutorCall<T extends @Nullable Object, E extends Exception> {
    private final Router router;
    private final CallProgress progress;
    private final Classifier<? super T> classifier;
    private final CallThreads threads;
    private final Executor executor;

    ExecutorCall(
            Router router,
            CallProgress progress,
            Classifier<? super T> classifier,
            CallThreads threads,
            Executor executor) {
        this.router = router;
        this.progress = progress;
        this.classifier = classifier;
        this.threads = threads;
        this.executor = executor;
    }

    T run(CallAction<T, E> action) throws E {
        CompletableFuture<T> result =
                new AsyncCall<T>(router, progress, classifier, attempt -> start(attempt, action), threads).begin();
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw progress.exhausted("interrupted while waiting for an attempt", e);
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause()));
        }
    }

    @SuppressWarnings("unchecked") // the action throws nothing checked but E
    private E thrown(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return (E) cause;
    }

    private CompletableFuture<T> start(Attempt attempt, CallAction<T, E> action) {
        Running<T> running = new Running<>();
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                T value = action.at(attempt);
                running.complete(value);
                return value;
            } catch (Throwable e) { // whatever it is, the waiting thread gets it
                running.completeExceptionally(e);
                throw e;
            }
        });
        running.task = task;
        executor.execute(task);
        return running;
    }

    /** The result of a task; cancelling it interrupts the thread that the task is on. */
    private static final class Running<T extends @Nullable Object> extends CompletableFuture<T> {
        private @Nullable FutureTask<T> task;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean isCancelled = super.cancel(mayInterrupt);
            FutureTask<T> current = task;
            if (isCancelled && current != null) {
                current.cancel(true);
            }
            return isCancelled;
        }
    }
}
