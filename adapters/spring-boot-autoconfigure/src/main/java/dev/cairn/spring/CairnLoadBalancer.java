// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.policy.PickContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.client.loadbalancer.RetryableRequestContext;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import reactor.core.publisher.Mono;

/**
 * Chooses instances by a {@link Balancer}. A retry goes to another endpoint than the attempt before it. While there is no endpoint, calls
 * wait; when the first of them has waited long enough, they are answered with no instance at once. <b>Thread-safe.</b>
 */
final class CairnLoadBalancer implements ReactorServiceInstanceLoadBalancer {
    private static final Logger LOG = LoggerFactory.getLogger(CairnLoadBalancer.class);

    private final String serviceId;
    private final Balancer balancer;
    private final Duration readyTimeout;
    private final AtomicReference<@Nullable Lack> lack = new AtomicReference<>();

    /** A time without an endpoint. */
    private record Lack(long sinceNanos) {}

    CairnLoadBalancer(String serviceId, Balancer balancer, Duration readyTimeout) {
        this.serviceId = serviceId;
        this.balancer = balancer;
        this.readyTimeout = readyTimeout;
    }

    @Override
    @SuppressWarnings("rawtypes") // so is the interface
    public Mono<Response<ServiceInstance>> choose(Request request) {
        PickContext context = contextOf(request);
        return Mono.defer(() -> {
            try {
                return Mono.just(chooseNow(context));
            } catch (NoEndpointException none) {
                return wait(none, context);
            }
        });
    }

    private Response<ServiceInstance> chooseNow(PickContext context) {
        Response<ServiceInstance> response =
                new DefaultResponse(new ChosenInstance(serviceId, balancer, balancer.choose(context)));
        lack.setPlain(null);
        return response;
    }

    private Mono<Response<ServiceInstance>> wait(NoEndpointException none, PickContext context) {
        long now = System.nanoTime();
        Lack current = lack.updateAndGet(held -> held == null ? new Lack(now) : held);
        Duration left = current == null ? readyTimeout : readyTimeout.minusNanos(now - current.sinceNanos());
        if (left.isNegative() || left.isZero()) {
            return nobody(none);
        }
        return Mono.fromFuture(balancer.whenReady())
                .timeout(left)
                .then(Mono.fromCallable(() -> chooseNow(context)))
                .onErrorResume(error -> nobody(error instanceof NoEndpointException newer ? newer : none));
    }

    /** Spring Cloud's word for no instance says nothing more, so the log does. */
    private static Mono<Response<ServiceInstance>> nobody(NoEndpointException none) {
        LOG.debug("no instance: {}", none.getMessage());
        return Mono.just(new EmptyResponse());
    }

    private static PickContext contextOf(Request<?> request) {
        return request.getContext() instanceof RetryableRequestContext retry
                        && retry.getPreviousServiceInstance() instanceof ChosenInstance previous
                ? PickContext.excluding(List.of(previous.candidate()))
                : PickContext.NONE;
    }
}
