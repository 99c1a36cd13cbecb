// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A circuit breaker and a bulkhead of resilience4j around calls. */
class GuardTest {
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "orders",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(4)
                    .minimumNumberOfCalls(4)
                    .failureRateThreshold(50)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final Bulkhead bulkhead = Bulkhead.of(
            "orders",
            BulkheadConfig.custom()
                    .maxConcurrentCalls(2)
                    .maxWaitDuration(Duration.ZERO)
                    .build());
    private final List<Throwable> recorded = new ArrayList<>();
    private final Balancer balancer = Balancer.builder("static:///10.0.0.1:80,10.0.0.2:80,10.0.0.3:80")
            .retry(RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build())
            .circuitBreaker(breaker)
            .bulkhead(bulkhead)
            .build();

    GuardTest() {
        breaker.getEventPublisher().onError(event -> recorded.add(event.getThrowable()));
    }

    @AfterEach
    void close() {
        balancer.close();
    }

    private static String reset() throws IOException {
        throw new IOException("reset");
    }

    private void fail() {
        assertThatThrownBy(() -> balancer.call(CallOptions.idempotent(), attempt -> reset()))
                .isInstanceOf(RetriesExhaustedException.class);
    }

    private int failed() {
        return breaker.getMetrics().getNumberOfFailedCalls();
    }

    private int succeeded() {
        return breaker.getMetrics().getNumberOfSuccessfulCalls();
    }

    @Test
    void aCallOfThreeFailedAttemptsIsOneFailureWithTheLastError() {
        fail();
        assertThat(failed()).isEqualTo(1);
        assertThat(recorded).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void aFailureThatAnotherEndpointMadeGoodIsNone() throws Exception {
        balancer.call(CallOptions.idempotent(), attempt -> attempt.number() < 3 ? reset() : "answer");
        assertThat(failed()).isZero();
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void anOpenBreakerRefusesCallsAndAsksNoEndpoint() {
        for (int i = 0; i < 4; i++) {
            fail();
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        long picks = balancer.stats().picks();
        assertThatThrownBy(() -> balancer.call(attempt -> "never")).isInstanceOf(CallNotPermittedException.class);
        assertThatThrownBy(() -> balancer.callAsync(attempt -> CompletableFuture.completedFuture("never"))
                        .join())
                .hasCauseInstanceOf(CallNotPermittedException.class);
        assertThat(balancer.stats().picks()).isEqualTo(picks);
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
        balancer.pick().success();
    }

    @Test
    void whatIsTheCallersFaultOrCancelledGivesThePermissionBack() {
        for (int i = 0; i < 4; i++) {
            fail();
        }
        breaker.transitionToHalfOpenState(); // one call is permitted
        assertThatThrownBy(() -> balancer.call(attempt -> {
                    throw new IllegalArgumentException("bug");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        CompletableFuture<String> call = balancer.callAsync(attempt -> new CompletableFuture<>());
        call.cancel(true);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(balancer.<String, RuntimeException>call(attempt -> "well again"))
                .isEqualTo("well again");
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aResultThatIsAFailureIsAnErrorToTheBreaker() {
        Classifier<Integer> status = new Classifier<>() {
            @Override
            public Outcome ofResult(Integer result) {
                return result >= 500 ? Outcome.lastingFailure() : Outcome.success();
            }
        };
        assertThat(balancer.<Integer, RuntimeException>call(CallOptions.defaults(), status, attempt -> 500))
                .isEqualTo(500);
        assertThat(balancer.callAsync(CallOptions.defaults(), status, attempt -> CompletableFuture.completedFuture(503))
                        .join())
                .isEqualTo(503);
        assertThat(balancer.<Integer, RuntimeException>call(CallOptions.defaults(), status, attempt -> 404))
                .isEqualTo(404);
        assertThat(failed()).isEqualTo(2);
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void theBreakersOwnRulesOfResultsHold() {
        CircuitBreaker strict = CircuitBreaker.of(
                "strict",
                CircuitBreakerConfig.custom().recordResult("bad"::equals).build());
        try (Balancer guarded =
                Balancer.builder("static:///10.0.0.1:80").circuitBreaker(strict).build()) {
            assertThat(guarded.<String, RuntimeException>call(attempt -> "bad")).isEqualTo("bad");
        }
        assertThat(strict.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void aFullBulkheadRefusesCallsWithoutAskingTheBreaker() {
        List<CompletableFuture<String>> stages = new ArrayList<>();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stages.add(stage);
            calls.add(balancer.callAsync(attempt -> stage));
        }
        assertThatThrownBy(() -> balancer.call(attempt -> "never")).isInstanceOf(BulkheadFullException.class);
        stages.get(0).complete("answer");
        calls.get(1).cancel(true);
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
        assertThat(failed()).isZero();
    }

    @Test
    void aClassifierThatFailsKeepsNoPlaceInTheBulkhead() {
        Classifier<String> broken = new Classifier<>() {
            @Override
            public Outcome ofResult(String result) {
                throw new IllegalStateException("bug in a classifier");
            }

            @Override
            public Outcome ofError(Throwable error) {
                throw new IllegalStateException("another one");
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> balancer.call(CallOptions.defaults(), broken, attempt -> "answer"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> balancer.callAsync(
                                    CallOptions.defaults(),
                                    broken,
                                    attempt -> CompletableFuture.completedFuture("answer"))
                            .join())
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void theLackOfEndpointsIsAFailureOfTheService() {
        balancer.close();
        assertThatThrownBy(() -> balancer.call(attempt -> "never")).isInstanceOf(NoEndpointException.class);
        assertThat(failed()).isEqualTo(1);
    }
}
