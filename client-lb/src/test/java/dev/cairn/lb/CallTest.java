// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final RetryPolicy AT_ONCE =
            RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build();

    private final List<InetSocketAddress> tried = new ArrayList<>();
    private InMemoryDiscovery discovery;
    private Balancer balancer;

    @BeforeEach
    void open() throws Exception {
        discovery = Shop.discovery(Shop.pods(5));
        balancer = balancer(AT_ONCE);
    }

    @AfterEach
    void close() {
        balancer.close();
        discovery.close();
    }

    private Balancer balancer(RetryPolicy retry) throws Exception {
        Balancer made = Balancer.builder("k8s:///orders.shop:http")
                .source(discovery)
                .retry(retry)
                .build();
        made.whenReady().get(5, TimeUnit.SECONDS);
        return made;
    }

    private String fail(Attempt attempt, Exception error) throws Exception {
        tried.add(attempt.address());
        throw error;
    }

    private int inFlight() {
        return balancer.explain().rows().stream()
                .mapToInt(Explanation.Row::inFlight)
                .sum();
    }

    @Test
    void returnsWhatTheActionReturns() throws Exception {
        assertThat(balancer.<String, RuntimeException>call(
                        attempt -> attempt.number() + " " + attempt.address().getPort()))
                .isEqualTo("1 8080");
        assertThat(inFlight()).isZero();
    }

    @Test
    void triesAnotherEndpointWhenTheFirstHasSurelyNotSeenTheCall() throws Exception {
        String answer = balancer.call(attempt ->
                attempt.number() < 3 ? fail(attempt, new ConnectException("refused")) : "from " + attempt.number());
        assertThat(answer).isEqualTo("from 3");
        assertThat(tried).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void neverTriesAnEndpointTwiceWhileAnotherIsLeft() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int pods = 1 + random.nextInt(6);
            int maxAttempts = 1 + random.nextInt(6);
            RetryPolicy policy = RetryPolicy.builder()
                    .maxAttempts(maxAttempts)
                    .backoff(Duration.ZERO, Duration.ZERO)
                    .budget(100, 100)
                    .build();
            List<InetSocketAddress> visited = new ArrayList<>();
            try (InMemoryDiscovery shop = Shop.discovery(Shop.pods(pods));
                    Balancer some = Balancer.builder("k8s:///orders.shop:http")
                            .source(shop)
                            .retry(policy)
                            .build()) {
                assertThatThrownBy(() -> some.call(attempt -> {
                            visited.add(attempt.address());
                            throw new ConnectException("refused");
                        }))
                        .isInstanceOf(RetriesExhaustedException.class);
            }
            assertThat(visited).as("seed %s, round %s", seed, i).hasSize(maxAttempts);
            assertThat(new HashSet<>(visited)).as("seed %s, round %s", seed, i).hasSize(Math.min(pods, maxAttempts));
        }
    }

    @Test
    void doesNotRepeatACallThatTheEndpointMayHaveSeen() {
        IOException reset = new IOException("connection reset");
        assertThatThrownBy(() -> balancer.call(attempt -> fail(attempt, reset))).isSameAs(reset);
        assertThat(tried).hasSize(1);
    }

    @Test
    void repeatsAnIdempotentCallThatTheEndpointMayHaveSeen() {
        assertThatExceptionOfType(RetriesExhaustedException.class)
                .isThrownBy(() -> balancer.call(
                        CallOptions.idempotent(),
                        attempt -> fail(attempt, new IOException("reset " + attempt.number()))))
                .satisfies(e -> {
                    assertThat(e.attempts()).isEqualTo(3);
                    assertThat(e).hasCauseInstanceOf(IOException.class).cause().hasMessage("reset 3");
                    assertThat(e)
                            .hasMessageContaining("k8s:///orders.shop:http: gave up after 3 attempts")
                            .hasMessageContaining("no attempt is left")
                            .hasMessageContaining("reset 1")
                            .hasMessageContaining("reset 2");
                });
        assertThat(tried).hasSize(3).doesNotHaveDuplicates();
        assertThat(inFlight()).isZero();
    }

    @Test
    void doesNotRepeatWhatIsTheCallersFaultNorBlameTheEndpoint() {
        IllegalStateException bug = new IllegalStateException("bug");
        assertThatThrownBy(() -> balancer.call(CallOptions.idempotent(), attempt -> fail(attempt, bug)))
                .isSameAs(bug);
        assertThat(tried).hasSize(1);
        assertThat(balancer.explain().rows())
                .allSatisfy(row -> assertThat(row.failures()).isZero());
        assertThat(inFlight()).isZero();
    }

    @Test
    void finishesThePickWhenTheActionThrowsAnError() {
        assertThatThrownBy(() -> balancer.<String, RuntimeException>call(attempt -> {
                    throw new StackOverflowError("test");
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(inFlight()).isZero();
    }

    @Test
    void givesBackTheLastResultWhenNoAttemptIsLeft() throws Exception {
        Classifier<Integer> status = new Classifier<>() {
            @Override
            public Outcome ofResult(Integer result) {
                return result >= 500 ? Outcome.failure() : Outcome.success();
            }
        };
        assertThat(balancer.<Integer, RuntimeException>call(
                        CallOptions.idempotent(), status, attempt -> 500 + attempt.number()))
                .isEqualTo(503);
    }

    @Test
    void stopsWhenTheBudgetIsSpent() throws Exception {
        try (Balancer poor = balancer(RetryPolicy.builder()
                .backoff(Duration.ZERO, Duration.ZERO)
                .budget(0.5, 0)
                .build())) {
            assertThatThrownBy(() -> poor.call(attempt -> fail(attempt, new ConnectException("refused"))))
                    .isInstanceOf(RetriesExhaustedException.class)
                    .hasMessageContaining("the retry budget is spent");
            assertThat(tried).hasSize(1);
            assertThatThrownBy(() -> poor.call(attempt -> fail(attempt, new ConnectException("refused"))))
                    .hasMessageContaining("after 2 attempts");
        }
    }

    @Test
    void doesNotBeginAnAttemptThatCouldNotEndInTime() throws Exception {
        try (Balancer slow = balancer(RetryPolicy.builder()
                .backoff(Duration.ofHours(1), Duration.ofHours(1))
                .build())) {
            CallOptions options =
                    CallOptions.builder().timeout(Duration.ofMillis(200)).build();
            assertThatThrownBy(() -> slow.call(options, attempt -> fail(attempt, new ConnectException("refused"))))
                    .isInstanceOf(RetriesExhaustedException.class)
                    .hasMessageContaining("the time is up");
            assertThat(tried).hasSize(1);
        }
    }

    @Test
    void givesUpOnAnEndpointThatAsksForTooMuchPatience() {
        Classifier<String> busy = new Classifier<>() {
            @Override
            public Outcome ofResult(String result) {
                return Outcome.overload(Duration.ofMinutes(2));
            }
        };
        List<Integer> attempts = new ArrayList<>();
        assertThat(balancer.<String, RuntimeException>call(CallOptions.idempotent(), busy, attempt -> {
                    attempts.add(attempt.number());
                    return "busy";
                }))
                .isEqualTo("busy");
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void anInterruptEndsTheWaitBetweenAttempts() throws Exception {
        try (Balancer slow = balancer(RetryPolicy.builder()
                .backoff(Duration.ofHours(1), Duration.ofHours(1))
                .build())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> slow.call(attempt -> fail(attempt, new ConnectException("refused"))))
                    .isInstanceOf(RetriesExhaustedException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void asyncTriesAnotherEndpoint() throws Exception {
        List<InetSocketAddress> visited = new ArrayList<>();
        String answer = balancer.callAsync(CallOptions.idempotent(), attempt -> {
                    visited.add(attempt.address());
                    return attempt.number() < 3
                            ? CompletableFuture.<String>failedFuture(new IOException("reset"))
                            : CompletableFuture.completedFuture("from " + attempt.number());
                })
                .get(5, TimeUnit.SECONDS);
        assertThat(answer).isEqualTo("from 3");
        assertThat(visited).hasSize(3).doesNotHaveDuplicates();
        await().until(() -> inFlight() == 0);
    }

    @Test
    void asyncReportsAnActionThatThrows() {
        assertThatThrownBy(() -> balancer.<String>callAsync(attempt -> {
                            throw new IllegalStateException("bug");
                        })
                        .get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(inFlight()).isZero();
    }

    @Test
    void asyncReportsAPolicyThatFails() throws Exception {
        Policy failing = new Policy() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public Picker newPicker(List<Candidate> candidates) {
                return context -> {
                    if (context.hasExclusions()) {
                        throw new IllegalStateException("bug in a policy");
                    }
                    return 0;
                };
            }
        };
        try (Balancer broken = Balancer.builder("k8s:///orders.shop:http")
                .source(discovery)
                .policy(failing)
                .retry(AT_ONCE)
                .build()) {
            broken.whenReady().get(5, TimeUnit.SECONDS);
            CompletableFuture<String> call =
                    broken.callAsync(attempt -> CompletableFuture.failedFuture(new ConnectException("refused")));
            assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasMessageContaining("bug in a policy");
        }
    }

    @Test
    void cancellingReachesTheAttemptAndEndsItsPick() {
        CompletableFuture<String> attemptStage = new CompletableFuture<>();
        CompletableFuture<String> call = balancer.callAsync(attempt -> attemptStage);
        assertThat(inFlight()).isEqualTo(1);
        call.cancel(true);
        assertThat(attemptStage).isCancelled();
        assertThat(inFlight()).isZero();
        assertThat(balancer.explain().rows())
                .allSatisfy(row -> assertThat(row.failures()).isZero());
    }

    @Test
    void theTimeoutReachesTheAttempt() {
        CompletableFuture<String> attemptStage = new CompletableFuture<>();
        CallOptions options =
                CallOptions.builder().timeout(Duration.ofMillis(20)).build();
        CompletableFuture<String> call = balancer.callAsync(options, attempt -> {
            assertThat(attempt.remaining())
                    .hasValueSatisfying(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofMillis(20)));
            return attemptStage;
        });
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("the time is up")
                .hasCauseInstanceOf(TimeoutException.class);
        await().until(attemptStage::isCancelled);
        await().until(() -> inFlight() == 0);
    }

    @Test
    void aClaimedRetryIsBindingWhateverTheAttemptEndsWith() throws Exception {
        List<Boolean> claims = new ArrayList<>();
        String answer = balancer.callAsync(CallOptions.idempotent(), attempt -> {
                    claims.add(attempt.claimRetry(attempt.number() == 1 ? Outcome.failure() : Outcome.success()));
                    return CompletableFuture.completedFuture("body " + attempt.number());
                })
                .get(5, TimeUnit.SECONDS);
        assertThat(claims).containsExactly(true, false);
        assertThat(answer).isEqualTo("body 2");
    }

    @Test
    void endsCallsThatWaitForARetryWhenTheBalancerIsClosed() throws Exception {
        Balancer slow = balancer(RetryPolicy.builder()
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                .build());
        CompletableFuture<String> call = slow.callAsync(attempt -> {
            slow.close();
            return CompletableFuture.failedFuture(new ConnectException("refused"));
        });
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RetriesExhaustedException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }
}
