// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CallTimeoutTest {
    private static final RetryPolicy AT_ONCE =
            RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build();

    private final VirtualCalls calls = new VirtualCalls(1, 5, AT_ONCE);

    private static CallOptions.Builder attemptsOf(Duration attemptTimeout) {
        return CallOptions.builder().idempotent(true).attemptTimeout(attemptTimeout);
    }

    @Test
    void anAttemptThatTakesTooLongIsCancelledAndAnotherEndpointAsked() {
        List<InetSocketAddress> asked = new ArrayList<>();
        CompletableFuture<String> hung = new CompletableFuture<>();
        CompletableFuture<String> call =
                calls.call(attemptsOf(Duration.ofMillis(100)).build(), attempt -> {
                    asked.add(attempt.address());
                    return attempt.number() == 1 ? hung : calls.answer("from 2", Duration.ofMillis(20));
                });
        calls.runFor(Duration.ofMillis(99));
        assertThat(hung).isNotDone();
        calls.runFor(Duration.ofMillis(1));
        assertThat(hung).isCancelled();
        assertThat(calls.failures()).isEqualTo(1);
        calls.runFor(Duration.ofMillis(20));
        assertThat(call).isCompletedWithValue("from 2");
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
        assertThat(calls.inFlight()).isZero();
        calls.runFor(Duration.ofSeconds(1));
        assertThat(calls.failures()).isEqualTo(1);
    }

    @Test
    void theRetryPolicySaysHowLongAnAttemptTakesWhenTheCallDoesNot() {
        VirtualCalls impatient = new VirtualCalls(
                1,
                5,
                RetryPolicy.builder().attemptTimeout(Duration.ofMillis(10)).build());
        List<Duration> limits = new ArrayList<>();
        CompletableFuture<String> call = impatient.call(CallOptions.defaults(), attempt -> {
            limits.add(attempt.timeout().orElseThrow());
            return new CompletableFuture<>();
        });
        impatient.runFor(Duration.ofMillis(10));
        assertThat(limits).containsExactly(Duration.ofMillis(10));
        // not idempotent, so the call ends with its attempt
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("it must not be made again")
                .hasCauseInstanceOf(TimeoutException.class);
        CallOptions patient =
                CallOptions.builder().attemptTimeout(Duration.ofMillis(30)).build();
        var unused = impatient.call(patient, attempt -> {
            limits.add(attempt.timeout().orElseThrow());
            return new CompletableFuture<>();
        });
        assertThat(limits).containsExactly(Duration.ofMillis(10), Duration.ofMillis(30));
    }

    @Test
    void theTimeoutOfTheCallLimitsThatOfAnAttempt() {
        List<Duration> limits = new ArrayList<>();
        CallOptions options = attemptsOf(Duration.ofMillis(60))
                .timeout(Duration.ofMillis(100))
                .build();
        CompletableFuture<String> call = calls.call(options, attempt -> {
            limits.add(attempt.timeout().orElseThrow());
            return new CompletableFuture<>();
        });
        calls.runFor(Duration.ofMillis(99));
        assertThat(call).isNotDone();
        calls.runFor(Duration.ofMillis(1));
        assertThat(limits).containsExactly(Duration.ofMillis(60), Duration.ofMillis(40));
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("gave up after 2 attempts in 100 ms, the time is up")
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(calls.inFlight()).isZero();
    }

    @Test
    void theEndOfTheCallsTimeSpeaksAgainstAnEndpointThatHadMostOfIt() {
        CallOptions options =
                CallOptions.builder().timeout(Duration.ofMillis(100)).build();
        CompletableFuture<String> call = calls.call(options, attempt -> new CompletableFuture<>());
        calls.runFor(Duration.ofMillis(100));
        assertThatThrownBy(call::join).hasMessageContaining("10.0.0.").hasMessageContaining("did not answer in time");
        assertThat(calls.failures()).isEqualTo(1);
    }

    @Test
    void theEndOfTheCallsTimeSaysNothingOfAnEndpointThatWasAskedLate() {
        CallOptions options = attemptsOf(Duration.ofMillis(70))
                .timeout(Duration.ofMillis(100))
                .build();
        CompletableFuture<String> call = calls.call(options, attempt -> new CompletableFuture<>());
        calls.runFor(Duration.ofMillis(100));
        assertThat(call).isCompletedExceptionally();
        assertThat(calls.failures()).as("the first attempt's only").isEqualTo(1);
    }

    @Test
    void anAttemptWhoseResultIsUsedHasNoTimeoutOfItsOwn() {
        CompletableFuture<String> body = new CompletableFuture<>();
        CompletableFuture<String> call =
                calls.call(attemptsOf(Duration.ofMillis(10)).build(), attempt -> {
                    assertThat(attempt.claimRetry(Outcome.success())).isFalse();
                    return body;
                });
        calls.runFor(Duration.ofMillis(50));
        body.complete("long");
        assertThat(call).isCompletedWithValue("long");
        assertThat(calls.failures()).isZero();
    }

    @Test
    void whateverAClientMakesOfACancellationSaysNothingOfTheEndpoint() {
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return completeExceptionally(new ConnectException("connection closed by cancellation"));
            }
        };
        CompletableFuture<String> call = calls.call(CallOptions.idempotent(), attempt -> stubborn);
        call.cancel(true);
        assertThat(stubborn).isCompletedExceptionally();
        assertThat(calls.failures()).isZero();
        assertThat(calls.inFlight()).isZero();
        assertThat(calls.retries.granted()).isZero();
    }

    @Test
    void aBlockingAttemptIsToldHowLongItMayTakeAndNotInterrupted() throws Exception {
        CallOptions options = attemptsOf(Duration.ofMillis(10)).build();
        CallProgress progress = calls.progress(options);
        String answer = new BlockingCall<>(calls.router, progress, Classifier.<String>standard(), attempt -> {
                    assertThat(attempt.timeout()).contains(Duration.ofMillis(10));
                    calls.runFor(Duration.ofMillis(8));
                    assertThat(attempt.timeout()).contains(Duration.ofMillis(2));
                    calls.runFor(Duration.ofMillis(20));
                    assertThat(attempt.timeout()).contains(Duration.ofMillis(1));
                    return "late";
                })
                .run();
        assertThat(answer).isEqualTo("late");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(calls.failures()).isZero();
    }
}
