// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.lb.check.ActiveChecks;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Policy;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Picks endpoints of one target, and calls them.
 *
 * <pre>{@code
 * Balancer orders = Balancer.builder("k8s:///orders.shop:http").build();
 * String answer = orders.call(attempt -> ask(attempt.address()));
 * }</pre>
 *
 * <p><b>Thread-safe.</b> {@link #pick()} takes no lock and makes nothing but the {@link Pick}.
 */
public final class Balancer implements AutoCloseable {
    private final Target target;
    private final Events events;
    private final Router router;
    private final Retries retries;
    private final @Nullable Guard guard;
    private final Balancers owner;
    private final boolean closesOwner;

    private Balancer(Builder builder, EndpointSource source, Balancers owner) {
        target = builder.target;
        router = new Router(
                target,
                builder.policy == null ? owner.policies() : PolicyChoice.always(builder.policy),
                source,
                owner.nanoClock(),
                endpointOptions(builder, owner));
        events = new Events(target, owner.listeners());
        retries = owner.retries(
                events,
                builder.retry == null ? owner.retry() : builder.retry,
                builder.hedge == null ? owner.hedge() : builder.hedge);
        guard = Guard.of(builder.circuitBreaker, builder.bulkhead);
        this.owner = owner;
        closesOwner = builder.balancers == null;
    }

    private static EndpointOptions endpointOptions(Builder builder, Balancers owner) {
        ActiveChecks checks = builder.activeChecks == null ? owner.activeChecks() : builder.activeChecks;
        return new EndpointOptions(
                health(builder, owner),
                owner.nearness(builder.target, builder.zoneAware),
                owner.subsets(builder.subsetting, builder.source),
                checks == null ? null : owner.checker(checks),
                builder.exclusion);
    }

    private static HealthOptions health(Builder builder, Balancers owner) {
        HealthOptions shared = owner.health();
        return new HealthOptions(
                builder.outlierDetection == null ? shared.detection() : builder.outlierDetection,
                builder.slowStart == null ? shared.slowStart() : builder.slowStart,
                builder.concurrencyLimit == null ? shared.limit() : builder.concurrencyLimit,
                shared.random());
    }

    /**
     * A builder for a target such as {@code k8s:///orders.shop:http}. Defaults: the source that the class path offers for the scheme, a
     * watch of its own, and the {@linkplain Balancers#builder() defaults of Balancers} for the rest.
     *
     * @throws IllegalArgumentException when the text is no target; the message guesses what was meant
     */
    public static Builder builder(String target) {
        return builder(Target.parse(target));
    }

    /** As {@link #builder(String)}. */
    public static Builder builder(Target target) {
        return new Builder(target);
    }

    /** A builder for endpoints that are given, not found; it takes no source. */
    public static Builder builder(GivenEndpoints endpoints) {
        Builder builder = new Builder(Target.of(new ParsedTarget.Given(endpoints.name())));
        builder.given = endpoints;
        return builder;
    }

    /** What is called. */
    public Target target() {
        return target;
    }

    /**
     * Completes when there is an endpoint to call, at once when there is one now. Fails with {@link NoEndpointException} as soon as it is clear that
     * waiting won't help: reading is refused for good, or the service doesn't have the port.
     */
    public CompletableFuture<Void> whenReady() {
        return router.ready();
    }

    /**
     * An endpoint for one call, which counts as in flight until the pick is finished or closed.
     *
     * @throws NoEndpointException when there is none
     */
    public Pick pick() {
        return pick(PickContext.NONE);
    }

    /**
     * As {@link #pick()}, with wishes.
     *
     * @throws NoEndpointException when there is none
     */
    public Pick pick(PickContext context) {
        return Pick.of(chosen(context));
    }

    private TrackedEndpoint chosen(PickContext context) {
        try {
            return router.choose(context);
        } catch (NoEndpointException e) {
            events.noEndpoint(e);
            throw e;
        }
    }

    /**
     * As {@link #pick(PickContext)}, for a client that learns only later whether the call goes there: nothing counts as in flight until
     * {@link #begin}.
     *
     * @throws NoEndpointException when there is none
     */
    public Candidate choose(PickContext context) {
        return chosen(context);
    }

    /**
     * The call to a chosen endpoint begins.
     *
     * @throws IllegalArgumentException when no balancer chose it
     */
    public Pick begin(Candidate chosen) {
        if (chosen instanceof TrackedEndpoint endpoint) {
            return Pick.of(endpoint);
        }
        throw new IllegalArgumentException(chosen + " was not chosen by a balancer");
    }

    /** Asks the {@link Exclusion} again. */
    public void reconsider() {
        router.reconsider();
    }

    /**
     * Makes a call, and makes it again at another endpoint when an attempt fails and repeating is safe: here, when the endpoint has
     * surely not seen it. The thread waits between attempts; it makes them itself unless {@link CallOptions.Builder#attemptExecutor}
     * says otherwise.
     *
     * @throws E what the action threw, when another attempt would not help or isn't safe
     * @throws RetriesExhaustedException when another attempt would make sense and there is none
     * @throws NoEndpointException when there is no endpoint for the first attempt
     */
    public <T extends @Nullable Object, E extends Exception> T call(CallAction<T, E> action) throws E {
        return call(CallOptions.defaults(), action);
    }

    /** As {@link #call(CallAction)}, with options. */
    public <T extends @Nullable Object, E extends Exception> T call(CallOptions options, CallAction<T, E> action)
            throws E {
        return call(options, Classifier.standard(), action);
    }

    /**
     * As {@link #call(CallAction)}, with options and a judge of results and errors. When the attempts run out on a returned value, that
     * value is the call's.
     */
    public <T extends @Nullable Object, E extends Exception> T call(
            CallOptions options, Classifier<? super T> classifier, CallAction<T, E> action) throws E {
        Guard.Entered entered = guard == null ? null : guard.enter();
        if (entered == null) {
            return make(options, classifier, action);
        }
        T value;
        try {
            value = make(options, classifier, action);
        } catch (Throwable e) { // as it is
            entered.threw(e, classifier);
            throw e;
        }
        entered.returned(value, classifier);
        return value;
    }

    private <T extends @Nullable Object, E extends Exception> T make(
            CallOptions options, Classifier<? super T> classifier, CallAction<T, E> action) throws E {
        CallProgress progress = progress(options);
        Optional<Executor> executor = options.attemptExecutor();
        return executor.isPresent()
                ? new ExecutorCall<T, E>(router, progress, classifier, owner.callThreads(), executor.get()).run(action)
                : new BlockingCall<>(router, progress, classifier, action).run();
    }

    /**
     * As {@link #call(CallAction)} without holding a thread. The action runs on the calling thread for the first attempt and on the
     * common pool for later ones, so it must not block. Cancelling the future cancels the attempt that runs, and so does its timeout.
     */
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Function<Attempt, ? extends CompletionStage<T>> action) {
        return callAsync(CallOptions.defaults(), action);
    }

    /** As {@link #callAsync(Function)}, with options. */
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            CallOptions options, Function<Attempt, ? extends CompletionStage<T>> action) {
        return callAsync(options, Classifier.standard(), action);
    }

    /** As {@link #callAsync(Function)}, with options and a judge of results and errors. */
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            CallOptions options,
            Classifier<? super T> classifier,
            Function<Attempt, ? extends CompletionStage<T>> action) {
        Guard.Entered entered;
        try {
            entered = guard == null ? null : guard.enter();
        } catch (CallNotPermittedException | BulkheadFullException e) {
            return CompletableFuture.failedFuture(e);
        }
        AsyncCall<T> call = new AsyncCall<>(router, progress(options), classifier, action, owner.callThreads());
        return entered == null ? call.begin() : call.begin(entered);
    }

    private CallProgress progress(CallOptions options) {
        return new CallProgress(router, target, retries, options, owner.nanoClock());
    }

    /** What is known and done now. */
    public Explanation explain() {
        return Explanation.of(
                target,
                router.policy().name(),
                retries,
                router,
                owner.nanoClock().getAsLong());
    }

    /** The figures of this moment. */
    public BalancerStats stats() {
        return new BalancerStats(router, retries, owner.nanoClock().getAsLong());
    }

    /**
     * Ends the watch. From then on a pick throws {@link NoEndpointException}; calls in flight go on. Closing again does nothing.
     */
    @Override
    public void close() {
        router.close();
        owner.listeners().closed(this);
        if (closesOwner) {
            owner.close();
        }
    }

    @Override
    public String toString() {
        return "balancer of " + target;
    }

    /** Builds a {@link Balancer}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private final Target target;
        private @Nullable Balancers balancers;
        private @Nullable DiscoverySource source;
        private @Nullable GivenEndpoints given;
        private Exclusion exclusion = Exclusion.NONE;
        private @Nullable Policy policy;
        private @Nullable RetryPolicy retry;
        private @Nullable HedgePolicy hedge;
        private @Nullable CircuitBreaker circuitBreaker;
        private @Nullable Bulkhead bulkhead;
        private @Nullable OutlierDetection outlierDetection;
        private @Nullable Duration slowStart;
        private @Nullable ConcurrencyLimit concurrencyLimit;
        private @Nullable Boolean zoneAware;
        private @Nullable Subsetting subsetting;
        private @Nullable ActiveChecks activeChecks;

        private Builder(Target target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        /** Shares watches, threads and defaults with these. */
        public Builder balancers(Balancers value) {
            balancers = Objects.requireNonNull(value, "balancers");
            return this;
        }

        /** Reads Services from this source, whatever the scheme; whoever made it closes it. */
        public Builder source(DiscoverySource value) {
            source = Objects.requireNonNull(value, "source");
            return this;
        }

        /** Picks by this policy, even when the Service's session affinity asks for another one. */
        public Builder policy(Policy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /** Repeats calls by this policy. */
        public Builder retry(RetryPolicy value) {
            retry = Objects.requireNonNull(value, "retry");
            return this;
        }

        /** Makes slow calls a second time by this policy. */
        public Builder hedge(HedgePolicy value) {
            hedge = Objects.requireNonNull(value, "hedge");
            return this;
        }

        /**
         * Asks this circuit breaker before each call, and tells it how the call ended: as a failure when its last attempt did, or there
         * was no endpoint. A caller's own mistake and a cancellation don't count. While it is open, calls fail at once with {@link
         * CallNotPermittedException}. Picks without a call don't ask it.
         */
        public Builder circuitBreaker(CircuitBreaker value) {
            circuitBreaker = Objects.requireNonNull(value, "circuitBreaker");
            return this;
        }

        /**
         * Lets no more calls be under way than this bulkhead allows; others wait as long as it says, on the caller's thread, and then
         * fail with {@link BulkheadFullException}. A call counts once, from its beginning to its end. Picks without a call don't count.
         */
        public Builder bulkhead(Bulkhead value) {
            bulkhead = Objects.requireNonNull(value, "bulkhead");
            return this;
        }

        /** Ejects endpoints by these rules. */
        public Builder outlierDetection(OutlierDetection value) {
            outlierDetection = Objects.requireNonNull(value, "outlierDetection");
            return this;
        }

        /** As {@link Balancers.Builder#concurrencyLimit}. */
        public Builder concurrencyLimit(ConcurrencyLimit value) {
            concurrencyLimit = Objects.requireNonNull(value, "concurrencyLimit");
            return this;
        }

        /** Keeps these endpoints from calls, even when all are; nobody unless set. */
        public Builder exclusion(Exclusion value) {
            exclusion = Objects.requireNonNull(value, "exclusion");
            return this;
        }

        /** As {@link Balancers.Builder#slowStart}. */
        public Builder slowStart(Duration value) {
            slowStart = Balancers.Builder.checkedSlowStart(value);
            return this;
        }

        /** As {@link Balancers.Builder#activeChecks}. */
        public Builder activeChecks(ActiveChecks value) {
            activeChecks = Objects.requireNonNull(value, "activeChecks");
            return this;
        }

        /** As {@link Balancers.Builder#subsetting}. */
        public Builder subsetting(Subsetting value) {
            subsetting = Objects.requireNonNull(value, "subsetting");
            return this;
        }

        /** As {@link Balancers.Builder#zoneAware}. */
        public Builder zoneAware(boolean value) {
            zoneAware = value;
            return this;
        }

        /**
         * A running balancer; {@link Balancer#whenReady()} tells when it has endpoints.
         *
         * @throws dev.cairn.discovery.DiscoveryException when there is no source for the scheme
         */
        public Balancer build() {
            if (given != null && source != null) {
                throw new IllegalArgumentException(target + " has given endpoints, so it takes no discovery source");
            }
            boolean isOwn = balancers == null;
            Balancers owner = balancers == null ? Balancers.builder().build() : balancers;
            try {
                EndpointSource endpoints = given == null ? owner.endpoints(target, source) : given.source();
                Balancer balancer = new Balancer(this, endpoints, owner);
                owner.listeners().opened(balancer);
                balancer.router.start(balancer.events);
                return balancer;
            } catch (RuntimeException e) {
                if (isOwn) {
                    owner.close();
                }
                throw e;
            }
        }
    }
}
