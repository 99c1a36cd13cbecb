// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking calls whose attempts run on an executor. */
@Timeout(30)
class AttemptExecutorTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Balancer balancer = Balancer.builder("static:///10.0.0.1:80,10.0.0.2:80,10.0.0.3:80")
            .retry(RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build())
            .build();

    @AfterEach
    void close() {
        balancer.close();
        executor.shutdownNow();
    }

    private CallOptions.Builder options() {
        return CallOptions.builder().idempotent(true).attemptExecutor(executor);
    }

    private int inFlight() {
        return balancer.explain().rows().stream()
                .mapToInt(Explanation.Row::inFlight)
                .sum();
    }

    @Test
    void attemptsRunOnTheExecutor() throws Exception {
        Thread caller = Thread.currentThread();
        Thread other = balancer.call(options().build(), attempt -> {
            if (attempt.number() == 1) {
                throw new IOException("reset");
            }
            return Thread.currentThread();
        });
        assertThat(other).isNotSameAs(caller);
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndAnotherEndpointAsked() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        String answer =
                balancer.call(options().attemptTimeout(Duration.ofMillis(50)).build(), attempt -> {
                    if (attempt.number() == 1) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                    }
                    return "from " + attempt.number();
                });
        assertThat(answer).isEqualTo("from 2");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(inFlight()).isZero();
    }

    @Test
    void theCallersThreadGoesOnWhenTheTimeIsUp() {
        assertThatThrownBy(() ->
                        balancer.call(options().timeout(Duration.ofMillis(50)).build(), attempt -> {
                            new CountDownLatch(1).await();
                            return "never";
                        }))
                .isInstanceOf(RetriesExhaustedException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        await().until(() -> inFlight() == 0);
    }

    @Test
    void whatTheActionThrowsIsThrown() {
        IOException lasting = new IOException("gone");
        CallOptions once = CallOptions.builder().attemptExecutor(executor).build();
        assertThatThrownBy(() -> balancer.call(once, attempt -> {
                    throw lasting;
                }))
                .isSameAs(lasting);
        assertThatThrownBy(() -> balancer.call(once, attempt -> {
                    throw new StackOverflowError("test");
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anExecutorThatRefusesEndsTheCall() {
        executor.shutdownNow();
        assertThatThrownBy(() -> balancer.call(options().build(), attempt -> "never"))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(inFlight()).isZero();
    }

    @Test
    void anInterruptOfTheCallerEndsTheAttempt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                balancer.call(options().build(), attempt -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.incrementAndGet();
                    }
                    return "never";
                });
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        caller.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown.get()).isInstanceOf(RetriesExhaustedException.class).hasMessageContaining("interrupted");
        await().until(() -> ended.get() == 1);
    }
}
