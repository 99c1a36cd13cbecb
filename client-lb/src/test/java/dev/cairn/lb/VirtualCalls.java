// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.simulation.VirtualTime;
import dev.cairn.lb.simulation.VirtualTimer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Calls to 10.0.0.1, 10.0.0.2, ... in virtual time, on one thread, with everything drawn from a seed. */
final class VirtualCalls {
    static final Target TARGET = Target.parse("static:///10.0.0.1:80");

    final VirtualTime time = new VirtualTime();
    final Listeners listeners = new Listeners();
    final Random random;
    final Router router;
    final Retries retries;
    private final VirtualTimer timer = new VirtualTimer(time);

    VirtualCalls(long seed, int endpoints, RetryPolicy policy) {
        this(seed, endpoints, policy, HedgePolicy.never());
    }

    VirtualCalls(long seed, int endpoints, RetryPolicy policy, HedgePolicy hedge) {
        random = new Random(seed);
        Events events = new Events(TARGET, listeners);
        ScriptedSource source = new ScriptedSource();
        router = new Router(
                TARGET,
                Policies.random(),
                source,
                time::nanos,
                new HealthOptions(OutlierDetection.off(), Duration.ZERO, random));
        router.start(events);
        source.say(IntStream.rangeClosed(1, endpoints)
                .mapToObj(i -> Endpoint.ready(IpAddress.parse("10.0.0." + i)))
                .toList());
        retries = new Retries(events, policy, new Hedging(hedge, time::nanos), time::nanos, random);
    }

    CallProgress progress(CallOptions options) {
        return new CallProgress(router, TARGET, retries, options, time::nanos);
    }

    <T> CompletableFuture<T> call(
            CallOptions options,
            Classifier<? super T> classifier,
            Function<Attempt, ? extends CompletionStage<T>> action) {
        return new AsyncCall<>(router, progress(options), classifier, action, new CallThreads(timer, Runnable::run))
                .begin();
    }

    <T> CompletableFuture<T> call(CallOptions options, Function<Attempt, ? extends CompletionStage<T>> action) {
        return call(options, Classifier.standard(), action);
    }

    /** An answer that comes after a while, unless it is cancelled. */
    <T> CompletableFuture<T> answer(T value, Duration after) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        time.after(after.toNanos(), () -> answer.complete(value));
        return answer;
    }

    void runFor(Duration duration) {
        time.runUntil(time.nanos() + duration.toNanos());
    }

    /** What the calls to all endpoints show of them. */
    int inFlight() {
        return router.routes().all().stream()
                .mapToInt(TrackedEndpoint::inFlight)
                .sum();
    }

    long failures() {
        return router.routes().all().stream()
                .mapToLong(endpoint -> endpoint.conduct().failures())
                .sum();
    }
}
