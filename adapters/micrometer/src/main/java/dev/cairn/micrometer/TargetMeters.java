// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.BalancerStats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one target in one registry. <b>Thread-safe.</b>
 *
 * <p>Gauges read the balancers when the registry asks. Counters and timers are made when they are first needed, for each value of their
 * tag, and looked up without a lock from then on.
 */
final class TargetMeters {
    private static final String PREFIX = "cairn.lb.";

    private record Key(String name, String value) {}

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Balancer> balancers = new CopyOnWriteArrayList<>();
    private final Map<Key, Meter> onDemand = new ConcurrentHashMap<>();
    private final List<Meter> all = new ArrayList<>(); // under the monitor of this
    private volatile long formerPicks; // of balancers that are closed
    private volatile long formerCalls;
    private boolean closed;

    TargetMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        endpoints("ready", BalancerStats::ready);
        endpoints("ejected", BalancerStats::ejected);
        endpoints("draining", BalancerStats::draining);
        endpoints("not_ready", BalancerStats::notReady);
        gauge("panic", "1 while so many endpoints are ejected that all take calls", this::panic);
        gauge("retry.budget", "retries that the budget would grant now", () -> sum(BalancerStats::retryBalance));
        all.add(TimeGauge.builder(PREFIX + "source.age", this::ageSeconds, TimeUnit.SECONDS)
                .description("how long the endpoints have not been confirmed; 0 while the source is live")
                .tags(tags)
                .register(registry));
        counter("picks", "picks of an endpoint", meters -> formerPicks + sum(BalancerStats::picks));
        counter("calls", "calls, each with one or more attempts", meters -> formerCalls + sum(BalancerStats::calls));
    }

    private void endpoints(String state, ToDoubleFunction<BalancerStats> count) {
        all.add(Gauge.builder(PREFIX + "endpoints", () -> sum(count))
                .description("endpoints that discovery knows")
                .tags(tags.and("state", state))
                .register(registry));
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        all.add(Gauge.builder(PREFIX + name, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<TargetMeters> value) {
        all.add(FunctionCounter.builder(PREFIX + name, this, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private double sum(ToDoubleFunction<BalancerStats> value) {
        return balancers.stream().map(Balancer::stats).mapToDouble(value).sum();
    }

    private double panic() {
        return balancers.stream().anyMatch(balancer -> balancer.stats().isPanic()) ? 1 : 0;
    }

    private double ageSeconds() {
        return balancers.stream()
                .mapToDouble(balancer -> balancer.stats().age().toNanos() / 1e9)
                .max()
                .orElse(0);
    }

    void add(Balancer balancer) {
        if (!balancers.contains(balancer)) {
            balancers.add(balancer);
        }
    }

    /** Leaves a balancer out; true when it was the last. */
    synchronized boolean remove(Balancer balancer) {
        if (balancers.remove(balancer)) {
            BalancerStats last = balancer.stats();
            formerPicks += last.picks();
            formerCalls += last.calls();
        }
        return balancers.isEmpty();
    }

    void count(String name, String tag, String value) {
        Meter meter = onDemand(
                name,
                value,
                all -> Counter.builder(PREFIX + name).tags(all.and(tag, value)).register(registry));
        if (meter instanceof Counter counter) {
            counter.increment();
        }
    }

    void record(String name, String tag, String value, Duration duration) {
        Meter meter = onDemand(
                name,
                value,
                all -> Timer.builder(PREFIX + name).tags(all.and(tag, value)).register(registry));
        if (meter instanceof Timer timer) {
            timer.record(duration);
        }
    }

    private Meter onDemand(String name, String value, Function<Tags, Meter> make) {
        Key key = new Key(name, value);
        Meter held = onDemand.get(key);
        return held == null ? make(key, make) : held;
    }

    private synchronized Meter make(Key key, Function<Tags, Meter> make) {
        Meter meter = onDemand.computeIfAbsent(key, absent -> make.apply(tags));
        if (closed) {
            registry.remove(meter);
        } else {
            all.add(meter);
        }
        return meter;
    }

    /** Takes all meters out of the registry. */
    synchronized void close() {
        closed = true;
        all.forEach(registry::remove);
        all.clear();
    }
}
