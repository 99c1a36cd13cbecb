// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.Freshness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells the listeners what happens to one balancer. Costs next to nothing while nobody listens. <b>Thread-safe.</b> */
final class Events {
    private final Target target;
    private final Listeners listeners;

    Events(Target target, Listeners listeners) {
        this.target = target;
        this.listeners = listeners;
    }

    /** Nobody listens. */
    static Events unheard(Target target) {
        return new Events(target, new Listeners());
    }

    Target target() {
        return target;
    }

    private void tell(Consumer<BalancerListener> event) {
        listeners.tell(event);
    }

    void endpointsChanged(List<TrackedEndpoint> added, List<TrackedEndpoint> removed, int endpoints) {
        if (listeners.isEmpty() || added.isEmpty() && removed.isEmpty()) {
            return;
        }
        var event = new BalancerEvent.EndpointsChanged(target, addresses(added), addresses(removed), endpoints);
        tell(listener -> listener.onEndpointsChanged(event));
    }

    private static List<InetSocketAddress> addresses(List<TrackedEndpoint> endpoints) {
        return endpoints.stream().map(TrackedEndpoint::address).toList();
    }

    void ejected(TrackedEndpoint endpoint, BalancerEvent.EjectionCause cause, String detail) {
        if (!listeners.isEmpty()) {
            Duration duration = Duration.ofNanos(endpoint.conduct().ejection().durationNanos());
            var event = new BalancerEvent.Ejected(target, endpoint.address(), cause, detail, duration);
            tell(listener -> listener.onEjected(event));
        }
    }

    void probed(TrackedEndpoint endpoint, boolean isSuccess) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.Probed(target, endpoint.address(), isSuccess);
            tell(listener -> listener.onProbed(event));
        }
    }

    void returned(TrackedEndpoint endpoint) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.Returned(target, endpoint.address());
            tell(listener -> listener.onReturned(event));
        }
    }

    void panicChanged(boolean isPanic) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.PanicChanged(target, isPanic);
            tell(listener -> listener.onPanicChanged(event));
        }
    }

    void sourceChanged(Freshness before, Freshness now) {
        if (!listeners.isEmpty()
                && before.lastError().isEmpty() != now.lastError().isEmpty()) {
            Optional<String> error = now.lastError().isEmpty() ? Optional.empty() : Optional.of(now.lastError());
            var event = new BalancerEvent.SourceChanged(target, now.origin(), error);
            tell(listener -> listener.onSourceChanged(event));
        }
    }

    void attemptEnded(Attempt attempt, Outcome outcome, long nanos) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.AttemptEnded(
                    target, attempt.address(), attempt.number(), attempt.isHedge(), outcome, Duration.ofNanos(nanos));
            tell(listener -> listener.onAttemptEnded(event));
        }
    }

    void retried(int number, Outcome outcome, long delayNanos) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.Retried(target, number, outcome, Duration.ofNanos(delayNanos));
            tell(listener -> listener.onRetried(event));
        }
    }

    void hedged(int number, long afterNanos) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.Hedged(target, number, Duration.ofNanos(afterNanos));
            tell(listener -> listener.onHedged(event));
        }
    }

    void budgetExhausted() {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.BudgetExhausted(target);
            tell(listener -> listener.onBudgetExhausted(event));
        }
    }

    void noEndpoint(NoEndpointException none) {
        if (!listeners.isEmpty()) {
            var event = new BalancerEvent.NoEndpoint(target, none.reason());
            tell(listener -> listener.onNoEndpoint(event));
        }
    }
}
