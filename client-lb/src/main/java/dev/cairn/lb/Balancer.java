// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.policy.PickContext;
import dev.cairn.lb.policy.Policy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
    private final Policy policy;
    private final Router router;
    private final Balancers owner;
    private final boolean closesOwner;

    private Balancer(Target target, Policy policy, EndpointSource source, Balancers owner, boolean closesOwner) {
        this.target = target;
        this.policy = policy;
        this.router = new Router(target, policy, source);
        this.owner = owner;
        this.closesOwner = closesOwner;
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

    /** What is called. */
    public Target target() {
        return target;
    }

    /**
     * Completes when there is an endpoint to call for the first time. Fails with {@link NoEndpointException} as soon as it is clear that
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
        return new Pick(router, router.routes().next(context));
    }

    /** What is known and done now. */
    public Explanation explain() {
        return Explanation.of(target, policy.name(), router.routes(), owner.nanoTime());
    }

    /**
     * Ends the watch. From then on a pick throws {@link NoEndpointException}; calls in flight go on. Closing again does nothing.
     */
    @Override
    public void close() {
        router.close();
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
        private @Nullable Policy policy;

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

        /** Picks by this policy. */
        public Builder policy(Policy value) {
            policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /**
         * A running balancer; {@link Balancer#whenReady()} tells when it has endpoints.
         *
         * @throws dev.cairn.discovery.DiscoveryException when there is no source for the scheme
         */
        public Balancer build() {
            boolean isOwn = balancers == null;
            Balancers owner = balancers == null ? Balancers.builder().build() : balancers;
            try {
                EndpointSource endpoints = owner.endpoints(target, source);
                Balancer balancer =
                        new Balancer(target, policy == null ? owner.policy() : policy, endpoints, owner, isOwn);
                balancer.router.start();
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
