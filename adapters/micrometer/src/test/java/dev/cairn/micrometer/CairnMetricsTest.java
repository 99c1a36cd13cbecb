// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.CallOptions;
import dev.cairn.lb.Classifier;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.Outcome;
import dev.cairn.lb.Pick;
import dev.cairn.lb.RetryPolicy;
import dev.cairn.lb.policy.Policies;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CairnMetricsTest {
    private static final String SHOP = "static:///10.0.0.1:80,10.0.0.2:80,10.0.0.3:80";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemoryDiscovery empty = new InMemoryDiscovery("memory");
    private final Balancers balancers = Balancers.builder()
            .policy(Policies.roundRobin())
            .source("k8s", empty)
            .retry(RetryPolicy.builder()
                    .backoff(Duration.ZERO, Duration.ZERO)
                    .budget(0, 0.1)
                    .build())
            .build();
    private final CairnMetrics metrics = CairnMetrics.bind(balancers, registry);

    @AfterEach
    void close() {
        metrics.close();
        balancers.close();
        empty.close();
    }

    private double value(String name, String... tags) {
        Meter meter = registry.get(name).tag("target", SHOP).tags(tags).meter();
        return meter.measure().iterator().next().getValue();
    }

    private Set<String> names() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toSet());
    }

    private static void fail(Balancer shop, int calls) {
        for (int i = 0; i < calls; i++) {
            try (Pick pick = shop.pick()) {
                if (pick.address().getAddress().getAddress()[3] == 2) {
                    pick.failure();
                } else {
                    pick.success();
                }
            }
        }
    }

    @Test
    void endpointsAndPicksAreRead() {
        Balancer shop = balancers.get(SHOP);
        assertThat(value("cairn.lb.endpoints", "state", "ready")).isEqualTo(3);
        assertThat(value("cairn.lb.endpoints", "state", "ejected")).isZero();
        fail(shop, 30);
        assertThat(value("cairn.lb.picks")).isEqualTo(30);
        assertThat(value("cairn.lb.calls")).isZero();
        assertThat(value("cairn.lb.endpoints", "state", "ready")).isEqualTo(2);
        assertThat(value("cairn.lb.endpoints", "state", "ejected")).isEqualTo(1);
        assertThat(value("cairn.lb.ejections", "reason", "consecutive_failures"))
                .isEqualTo(1);
        assertThat(value("cairn.lb.panic")).isZero();
        assertThat(value("cairn.lb.source.age")).isZero();
    }

    @Test
    void attemptsAreTimedAndRetriesCounted() throws Exception {
        Balancer shop = balancers.get(SHOP);
        assertThat(value("cairn.lb.retry.budget")).isEqualTo(1);
        String answer = shop.call(CallOptions.idempotent(), attempt -> {
            if (attempt.number() == 1) {
                throw new IOException("reset");
            }
            return "answer";
        });
        assertThat(answer).isEqualTo("answer");
        assertThatThrownBy(() -> shop.call(CallOptions.idempotent(), attempt -> {
                    throw new IOException("reset");
                }))
                .hasMessageContaining("the retry budget is spent");
        assertThat(value("cairn.lb.calls")).isEqualTo(2);
        assertThat(value("cairn.lb.attempt.duration", "outcome", "failure")).isEqualTo(2);
        assertThat(value("cairn.lb.attempt.duration", "outcome", "success")).isEqualTo(1);
        assertThat(value("cairn.lb.retries", "outcome", "success")).isEqualTo(1);
        assertThat(value("cairn.lb.retries", "outcome", "no_budget")).isEqualTo(1);
        assertThat(value("cairn.lb.retry.budget")).isZero();
    }

    @Test
    void theDurationIsThatOfTheAttempt() {
        Balancer shop = balancers.get(SHOP);
        shop.call(attempt -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return "answer";
        });
        assertThat(registry.get("cairn.lb.attempt.duration").timer().totalTime(TimeUnit.MILLISECONDS))
                .isBetween(20.0, 10_000.0);
    }

    @Test
    void everyOutcomeHasItsWord() {
        Balancer shop = balancers.get(SHOP);
        Set<Outcome> outcomes = Set.of(
                Outcome.success(),
                Outcome.failure(),
                Outcome.neverSent(),
                Outcome.overload(Duration.ZERO),
                Outcome.callerFault(),
                Outcome.cancelled());
        assertThat(outcomes.stream().<Class<?>>map(Outcome::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Outcome.class.getPermittedSubclasses());
        for (Outcome outcome : outcomes) {
            Classifier<String> classifier = new Classifier<>() {
                @Override
                public Outcome ofResult(String result) {
                    return outcome;
                }
            };
            assertThat(shop.<String, RuntimeException>call(CallOptions.defaults(), classifier, attempt -> "answer"))
                    .isEqualTo("answer");
        }
        assertThat(registry.get("cairn.lb.attempt.duration").meters())
                .extracting(meter -> meter.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("success", "failure", "never_sent", "overload", "caller_fault", "cancelled");
    }

    @Test
    void balancersOfOneTargetAreCountedTogether() {
        balancers.get(SHOP);
        Balancer second = Balancer.builder(SHOP).balancers(balancers).build();
        assertThat(value("cairn.lb.endpoints", "state", "ready")).isEqualTo(6);
        fail(second, 7);
        second.close();
        assertThat(value("cairn.lb.endpoints", "state", "ready")).isEqualTo(3);
        assertThat(value("cairn.lb.picks")).as("a counter never falls").isEqualTo(7);
    }

    @Test
    void metersGoWithTheLastBalancerOfTheirTarget() throws Exception {
        Balancer other =
                Balancer.builder("static:///10.0.0.9:80").balancers(balancers).build();
        Balancer shop = Balancer.builder(SHOP).balancers(balancers).build();
        shop.call(attempt -> "answer");
        shop.call(attempt -> {
            shop.close();
            return "late";
        });
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTag("target"))
                        .isEqualTo(other.target().toString()));
        other.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void balancersThatAreOpenAlreadyAreThereAndClosingTakesAllOut() {
        SimpleMeterRegistry late = new SimpleMeterRegistry();
        balancers.get(SHOP);
        try (CairnMetrics tagged = new CairnMetrics(balancers, Tags.of("application", "cart"))) {
            tagged.bindTo(late);
            assertThat(late.get("cairn.lb.picks").tag("application", "cart").meters())
                    .hasSize(1);
        }
        assertThat(late.getMeters()).isEmpty();
        assertThat(registry.getMeters()).isNotEmpty();
        fail(balancers.get(SHOP), 30);
        assertThat(late.getMeters()).isEmpty();
    }

    @Test
    void theReadmeListsEveryMeter() throws Exception {
        Balancer shop = balancers.get(SHOP);
        fail(shop, 30);
        assertThatThrownBy(() -> shop.call(CallOptions.idempotent(), attempt -> {
                    throw new IOException("reset");
                }))
                .isInstanceOf(RuntimeException.class);
        empty.synced();
        Balancer nothing = balancers.get("k8s:///orders.shop:http");
        assertThatThrownBy(nothing::pick).isInstanceOf(NoEndpointException.class);
        String readme = Files.readString(Path.of("README.md"));
        Set<String> listed = Pattern.compile("(?m)^\\| `(cairn[a-z.]+)`")
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(names());
        known.add("cairn.lb.probes"); // comes 5 s after an ejection
        known.add("cairn.lb.hedges"); // needs seconds of calls before
        assertThat(listed).isEqualTo(known);
    }
}
