// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.retry.RetryBudget;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all calls of one balancer share for their retries. Attempts are counted and waits measured out by resilience4j; the budget, the
 * deadline and the other endpoint are ours. <b>Thread-safe.</b>
 */
final class Retries {
    private final RetryPolicy policy;
    private final RetryBudget budget;
    private final Hedging hedging;
    private final RandomGenerator random;
    private final Events events;
    private final Retry retry;
    private final LongAdder calls = new LongAdder();
    private final LongAdder granted = new LongAdder();

    Retries(Events events, RetryPolicy policy, Hedging hedging, LongSupplier nanoClock, RandomGenerator random) {
        this.hedging = hedging;
        this.events = events;
        this.policy = policy;
        this.budget = new RetryBudget(policy.budgetRatio(), policy.budgetMinPerSecond(), nanoClock);
        this.random = random;
        this.retry = Retry.of(
                events.target().toString(),
                RetryConfig.<Outcome>custom()
                        .maxAttempts(policy.maxAttempts())
                        .retryOnResult(Outcome::isEndpointFailure)
                        .intervalBiFunction(this::waitMillis)
                        .build());
    }

    /** Begins a call. */
    Retry.AsyncContext<Outcome> begin() {
        calls.increment();
        budget.onCall();
        hedging.onCall();
        return retry.asyncContext();
    }

    boolean spendBudget() {
        boolean isGranted = budget.tryRetry();
        if (isGranted) {
            granted.increment();
        } else {
            events.budgetExhausted();
        }
        return isGranted;
    }

    /** Whether a second attempt may run beside the first: it is within its own limit and paid from the budget. */
    boolean spendOnHedge() {
        return hedging.tryGrant(budget);
    }

    Hedging hedging() {
        return hedging;
    }

    /** Calls ever begun. */
    long calls() {
        return calls.sum();
    }

    /** Attempts ever granted beyond the first of a call. */
    long granted() {
        return granted.sum();
    }

    /** How many more the budget would grant now. */
    double balance() {
        return budget.balance();
    }

    Events events() {
        return events;
    }

    RetryPolicy policy() {
        return policy;
    }

    /** How long the endpoint asks to be left alone; zero when it does not. */
    long patienceNanos(Outcome outcome) {
        Duration asked = outcome instanceof Outcome.Overload overload ? overload.retryAfter() : Duration.ZERO;
        return asked.compareTo(RetryPolicy.LONGEST_RETRY_AFTER) < 0
                ? asked.toNanos()
                : RetryPolicy.LONGEST_RETRY_AFTER.toNanos();
    }

    /** What an endpoint may ask for of a call that has a time limit, or has none; more ends the call. */
    long maxPatienceNanos(boolean isLimited) {
        return isLimited ? Long.MAX_VALUE : policy.maxRetryAfter().toNanos() + 1;
    }

    /** A random wait, at least the first and less than the second. */
    long between(long fromNanos, long toNanos) {
        return random.nextLong(fromNanos, toNanos);
    }

    private long waitMillis(int attempt, Either<Throwable, Outcome> ended) {
        long bound = Math.min(
                policy.firstBackoff().toNanos() << Math.min(attempt - 1, 16),
                policy.lastBackoff().toNanos());
        long backoffNanos = bound <= 0 ? 0 : random.nextLong(bound + 1);
        long patienceNanos = patienceNanos(ended.get());
        long politeNanos = patienceNanos + random.nextLong(patienceNanos / 2 + 1);
        return TimeUnit.NANOSECONDS.toMillis(Math.max(backoffNanos, politeNanos));
    }
}
