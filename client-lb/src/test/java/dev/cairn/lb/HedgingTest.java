// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Calls that are made a second time because they take long, in virtual time. */
class HedgingTest {
    private static final RetryPolicy AT_ONCE =
            RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build();
    private static final Duration USUAL = Duration.ofMillis(10);

    private final VirtualCalls calls = warm(HedgePolicy.standard());
    private final List<Attempt> attempts = new ArrayList<>();

    /** Calls of which it is known that they take 10 ms. */
    private static VirtualCalls warm(HedgePolicy policy) {
        VirtualCalls calls = new VirtualCalls(3, 5, AT_ONCE, policy);
        for (int i = 0; i < 400; i++) {
            var unused = calls.call(CallOptions.idempotent(), attempt -> calls.answer("warm", USUAL));
            calls.runFor(USUAL);
        }
        return calls;
    }

    private CompletableFuture<String> call(CallOptions options, Function<Attempt, CompletionStage<String>> action) {
        return calls.call(options, attempt -> {
            attempts.add(attempt);
            return action.apply(attempt);
        });
    }

    private CompletableFuture<String> call(Function<Attempt, CompletionStage<String>> action) {
        return call(CallOptions.idempotent(), action);
    }

    @Test
    void aSlowCallIsMadeAgainElsewhereAndTheLoserCancelled() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> call = call(attempt -> attempt.number() == 1 ? slow : calls.answer("second", USUAL));
        calls.runFor(Duration.ofMillis(10));
        assertThat(attempts).hasSize(1);
        calls.runFor(Duration.ofMillis(1));
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1).isHedge()).isTrue();
        assertThat(attempts.get(1).address()).isNotEqualTo(attempts.get(0).address());
        assertThat(slow).isNotDone();
        calls.runFor(USUAL);
        assertThat(call).isCompletedWithValue("second");
        assertThat(slow).isCancelled();
        assertThat(calls.inFlight()).isZero();
        assertThat(calls.failures()).isZero();
        assertThat(calls.retries.hedging().granted()).isEqualTo(1);
    }

    @Test
    void theFirstAttemptMayStillWin() {
        CompletableFuture<String> hedge = new CompletableFuture<>();
        CompletableFuture<String> call =
                call(attempt -> attempt.number() == 1 ? calls.answer("first", Duration.ofMillis(15)) : hedge);
        calls.runFor(Duration.ofMillis(15));
        assertThat(call).isCompletedWithValue("first");
        assertThat(hedge).isCancelled();
        assertThat(calls.inFlight()).isZero();
    }

    @Test
    void aCallThatMustNotBeRepeatedIsNeverHedged() {
        for (CallOptions options : List.of(
                CallOptions.defaults(),
                CallOptions.builder().idempotent(true).hedged(false).build())) {
            attempts.clear();
            CompletableFuture<String> call = call(options, attempt -> calls.answer("slow", Duration.ofSeconds(1)));
            calls.runFor(Duration.ofSeconds(1));
            assertThat(call).isCompletedWithValue("slow");
            assertThat(attempts).hasSize(1);
        }
    }

    @Test
    void nothingIsHedgedWhileNobodyKnowsWhatIsUsual() {
        VirtualCalls cold = new VirtualCalls(3, 5, AT_ONCE, HedgePolicy.standard());
        CompletableFuture<Integer> call =
                cold.call(CallOptions.idempotent(), attempt -> cold.answer(attempt.number(), Duration.ofSeconds(20)));
        cold.runFor(Duration.ofSeconds(20));
        assertThat(call).isCompletedWithValue(1);
        assertThat(cold.retries.hedging().granted()).isZero();
    }

    @Test
    void anAttemptThatFailsBesideAnotherLeavesTheCallToThat() {
        CompletableFuture<String> call = call(attempt -> attempt.number() == 1
                ? calls.answer("first", Duration.ofMillis(40))
                : CompletableFuture.failedFuture(new IOException("reset")));
        calls.runFor(Duration.ofMillis(39));
        assertThat(attempts).as("no third one while the first goes on").hasSize(2);
        calls.runFor(Duration.ofMillis(1));
        assertThat(call).isCompletedWithValue("first");
        assertThat(calls.failures()).isEqualTo(1);
    }

    @Test
    void whenBothFailTheLastIsFollowedByTheAttemptThatIsLeft() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> call = call(attempt ->
                attempt.number() == 1 ? first : attempt.number() == 2 ? second : calls.answer("third", USUAL));
        calls.runFor(Duration.ofMillis(12));
        first.completeExceptionally(new IOException("reset 1"));
        assertThat(attempts).hasSize(2);
        second.completeExceptionally(new IOException("reset 2"));
        calls.runFor(USUAL);
        assertThat(call).isCompletedWithValue("third");
        assertThat(attempts).extracting(Attempt::address).doesNotHaveDuplicates();
        assertThat(attempts).extracting(Attempt::isHedge).containsExactly(false, true, false);
    }

    @Test
    void aFinalAnswerEndsTheCallWhateverItIs() {
        CompletableFuture<String> first = new CompletableFuture<>();
        IllegalStateException bug = new IllegalStateException("bug");
        CompletableFuture<String> call =
                call(attempt -> attempt.number() == 1 ? first : CompletableFuture.failedFuture(bug));
        calls.runFor(Duration.ofMillis(12));
        assertThatThrownBy(call::join).hasCause(bug);
        assertThat(first).isCancelled();
    }

    @Test
    void theFirstToClaimItsResultHasTheCall() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> call = call(attempt -> attempt.number() == 1 ? first : second);
        calls.runFor(Duration.ofMillis(12));
        assertThat(attempts.get(1).claimRetry(Outcome.success())).isFalse();
        assertThat(first).isCancelled();
        assertThat(attempts.get(0).claimRetry(Outcome.success())).isTrue();
        assertThat(call).isNotDone();
        second.complete("body");
        assertThat(call).isCompletedWithValue("body");
    }

    @Test
    void aClaimedResultThatBreaksOffIsTriedAgain() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> call = call(attempt ->
                attempt.number() == 1 ? first : attempt.number() == 2 ? second : calls.answer("third", USUAL));
        calls.runFor(Duration.ofMillis(12));
        assertThat(attempts.get(1).claimRetry(Outcome.success())).isFalse();
        second.completeExceptionally(new IOException("broken off"));
        calls.runFor(USUAL);
        assertThat(call).isCompletedWithValue("third");
    }

    @Test
    void cancellingEndsBothAttempts() {
        List<CompletableFuture<String>> stages = new ArrayList<>();
        CompletableFuture<String> call = call(attempt -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        });
        calls.runFor(Duration.ofMillis(12));
        call.cancel(true);
        assertThat(stages).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(calls.inFlight()).isZero();
        calls.runFor(Duration.ofSeconds(1));
        assertThat(stages).hasSize(2);
    }

    @Test
    void hedgesArePaidFromTheRetryBudgetToo() {
        VirtualCalls poor = new VirtualCalls(
                3,
                5,
                RetryPolicy.builder().budget(0, 0.2).build(),
                HedgePolicy.builder().maxExtraLoad(1).build());
        for (int i = 0; i < 400; i++) {
            var unused = poor.call(CallOptions.idempotent(), attempt -> poor.answer("warm", USUAL));
            poor.runFor(USUAL);
        }
        for (int i = 0; i < 20; i++) {
            var unused = poor.call(CallOptions.idempotent(), attempt -> poor.answer("slow", Duration.ofMillis(50)));
            poor.runFor(Duration.ofMillis(50));
        }
        assertThat(poor.retries.hedging().granted()).isEqualTo(2);
        assertThat(poor.retries.balance()).isZero();
    }

    @Test
    void aHeavyTailIsCutForLittleExtraLoad() {
        long[] without = tail(HedgePolicy.never());
        long[] with = tail(HedgePolicy.standard());
        int n = without.length;
        // 1 % of the answers take 100 times as long
        assertThat(without[(int) (n * 0.995)]).isGreaterThan(500);
        assertThat(with[(int) (n * 0.995)]).isLessThan(60);
        assertThat(with[(int) (n * 0.999)]).isLessThan(100);
    }

    /** Milliseconds of calls, in order, of which one in a hundred meets a slow answer. */
    private static long[] tail(HedgePolicy policy) {
        VirtualCalls calls = new VirtualCalls(11, 10, AT_ONCE, policy);
        Random random = new Random(11);
        int[] attempts = new int[1];
        List<Long> took = Collections.synchronizedList(new ArrayList<>());
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            calls.time.after(i * 3_000_000L, () -> {
                long begin = calls.time.nanos();
                var unused = calls.call(CallOptions.idempotent(), attempt -> {
                            attempts[0]++;
                            double millis = 10 * Math.exp(0.2 * random.nextGaussian());
                            double slow = random.nextInt(100) == 0 ? 100 : 1;
                            return calls.answer("answer", Duration.ofNanos((long) (millis * slow * 1e6)));
                        })
                        .thenRun(() -> took.add((calls.time.nanos() - begin) / 1_000_000));
            });
        }
        calls.runFor(Duration.ofMinutes(2));
        assertThat(took).hasSize(count);
        assertThat(attempts[0] - count).isLessThanOrEqualTo((int) (0.05 * count) + 10);
        return took.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Test
    void noCallTriesAnEndpointTwiceNorMoreThanItMay() {
        Random random = new Random(17);
        List<List<InetSocketAddress>> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            List<InetSocketAddress> asked = new ArrayList<>();
            all.add(asked);
            var unused = calls.call(CallOptions.idempotent(), attempt -> {
                asked.add(attempt.address());
                Duration after = Duration.ofMillis(random.nextInt(30));
                return random.nextInt(4) == 0
                        ? calls.answer("", after).thenCompose(x -> CompletableFuture.failedFuture(new IOException("")))
                        : calls.answer("answer", after);
            });
            calls.runFor(Duration.ofMillis(random.nextInt(5)));
        }
        calls.runFor(Duration.ofSeconds(10));
        assertThat(all)
                .allSatisfy(asked -> assertThat(asked).hasSizeBetween(1, 3).doesNotHaveDuplicates());
        assertThat(all).anyMatch(asked -> asked.size() == 3);
        assertThat(calls.inFlight()).isZero();
        assertThat(calls.retries.hedging().granted()).isPositive();
    }
}
