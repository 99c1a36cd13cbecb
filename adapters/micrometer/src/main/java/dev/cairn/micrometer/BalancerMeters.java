// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.BalancerEvent;
import dev.cairn.lb.BalancerListener;
import dev.cairn.lb.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What one registry is told of balancers. <b>Thread-safe.</b> */
final class BalancerMeters implements BalancerListener {
    private final ConcurrentHashMap<Target, TargetMeters> targets = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Tags tags;

    BalancerMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void onOpened(Balancer balancer) {
        targets.compute(balancer.target(), (target, held) -> {
            TargetMeters meters =
                    held == null ? new TargetMeters(registry, tags.and("target", target.toString())) : held;
            meters.add(balancer);
            return meters;
        });
    }

    @Override
    public void onClosed(Balancer balancer) {
        targets.computeIfPresent(balancer.target(), (target, held) -> {
            if (!held.remove(balancer)) {
                return held;
            }
            held.close();
            return null;
        });
    }

    void close() {
        for (Target target : targets.keySet()) {
            targets.computeIfPresent(target, (same, held) -> {
                held.close();
                return null;
            });
        }
    }

    /** What still happens to a closed balancer isn't counted, since its meters are gone. */
    private void of(BalancerEvent event, Consumer<TargetMeters> action) {
        TargetMeters meters = targets.get(event.target());
        if (meters != null) {
            action.accept(meters);
        }
    }

    @Override
    public void onEjected(BalancerEvent.Ejected event) {
        of(event, meters -> meters.count("ejections", "reason", word(event.cause())));
    }

    @Override
    public void onProbed(BalancerEvent.Probed event) {
        of(event, meters -> meters.count("probes", "outcome", event.isSuccess() ? "success" : "failure"));
    }

    @Override
    public void onAttemptEnded(BalancerEvent.AttemptEnded event) {
        of(event, meters -> {
            String outcome = Outcomes.word(event.outcome());
            meters.record("attempt.duration", "outcome", outcome, event.duration());
            if (event.number() > 1) {
                meters.count(
                        event.isHedge() ? "hedges" : "retries",
                        "outcome",
                        event.outcome().isEndpointFailure() ? "failure" : outcome);
            }
        });
    }

    @Override
    public void onBudgetExhausted(BalancerEvent.BudgetExhausted event) {
        of(event, meters -> meters.count("retries", "outcome", "no_budget"));
    }

    @Override
    public void onNoEndpoint(BalancerEvent.NoEndpoint event) {
        of(event, meters -> meters.count("no.endpoint", "reason", word(event.reason())));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
