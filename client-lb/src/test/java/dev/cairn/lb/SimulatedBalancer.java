// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.zone.Locality;
import dev.cairn.lb.internal.zone.OwnLocality;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import dev.cairn.lb.simulation.Simulation;
import dev.cairn.lb.simulation.Subject;
import dev.cairn.lb.simulation.VirtualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is inside a {@link Balancer}, in virtual time: all that is ours but the threads. */
public final class SimulatedBalancer implements Subject {
    private static final Target TARGET = Target.parse("static:///10.0.0.1:80");

    private final VirtualTime time;
    private final ScriptedSource servers = new ScriptedSource();
    private final Router router;
    private final Retries retries;
    private final IntFunction<Endpoint> endpoints;

    private SimulatedBalancer(
            VirtualTime time,
            Policy policy,
            HealthOptions health,
            RetryPolicy retry,
            RandomGenerator random,
            Nearness nearness,
            IntFunction<Endpoint> endpoints) {
        this.time = time;
        this.endpoints = endpoints;
        router = new Router(
                TARGET,
                PolicyChoice.always(policy),
                servers,
                time::nanos,
                new EndpointOptions(health, nearness, Subsets.none(), null));
        Hedging hedging = new Hedging(HedgePolicy.never(), time::nanos);
        retries = new Retries(Events.unheard(TARGET), retry, hedging, time::nanos, random);
        router.start();
    }

    /** Balancers with this policy and these rules, all else by default. */
    public static Simulation.Factory of(Function<RandomGenerator, Policy> policy, OutlierDetection detection) {
        return (time, seed, retries) -> {
            Random random = new Random(seed);
            RetryPolicy retry = retries ? RetryPolicy.standard() : RetryPolicy.never();
            HealthOptions health = new HealthOptions(detection, Duration.ofSeconds(30), random);
            return new SimulatedBalancer(
                    time,
                    policy.apply(random),
                    health,
                    retry,
                    random,
                    Nearness.unknown(TARGET),
                    SimulatedBalancer::endpoint);
        };
    }

    /** Balancers with this policy and concurrency limits, all else by default. */
    static Simulation.Factory limited(Function<RandomGenerator, Policy> policy) {
        return (time, seed, retries) -> {
            Random random = new Random(seed);
            HealthOptions health = new HealthOptions(
                    OutlierDetection.standard(), Duration.ofSeconds(30), ConcurrencyLimit.standard(), random);
            return new SimulatedBalancer(
                    time,
                    policy.apply(random),
                    health,
                    RetryPolicy.never(),
                    random,
                    Nearness.unknown(TARGET),
                    SimulatedBalancer::endpoint);
        };
    }

    /** Balancers of callers in zone 0, where every third server is and hints keep calls there; all else by default. */
    static Simulation.Factory inZone() {
        return (time, seed, retries) -> {
            Random random = new Random(seed);
            HealthOptions health = new HealthOptions(OutlierDetection.standard(), Duration.ofSeconds(30), random);
            OwnLocality own = new OwnLocality(new Locality("0", ""), Map.of(), Set.of());
            return new SimulatedBalancer(
                    time,
                    Policies.peakEwma(random),
                    health,
                    RetryPolicy.never(),
                    random,
                    new Nearness(TARGET, own, false),
                    SimulatedBalancer::hinted);
        };
    }

    private static Endpoint hinted(int number) {
        return Endpoint.builder(endpoint(number).address())
                .zoneHints(List.of(String.valueOf(number % 3)))
                .build();
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.ready(IpAddress.parse("10.0." + number / 256 + "." + number % 256));
    }

    private static int number(Endpoint endpoint) {
        byte[] address = endpoint.address().toInetAddress().getAddress();
        return (address[2] & 255) << 8 | address[3] & 255;
    }

    @Override
    public void servers(Collection<Integer> numbers) {
        servers.say(numbers.stream().map(endpoints::apply).toList());
    }

    @Override
    public Call call() {
        CallProgress progress = new CallProgress(router, TARGET, retries, CallOptions.idempotent(), time::nanos);
        return new Call() {
            private @Nullable Attempt attempt;

            @Override
            public int attempt() {
                Attempt next = progress.begin();
                attempt = next;
                return number(next.endpoint());
            }

            @Override
            public long ended(boolean isSuccess) {
                Verdict verdict = progress.end(
                        Objects.requireNonNull(attempt), isSuccess ? Outcome.success() : Outcome.failure(), null);
                return verdict.isRetry() ? verdict.delayNanos() : -1;
            }
        };
    }

    @Override
    public int ejected() {
        return (int) router.routes().all().stream()
                .filter(endpoint -> endpoint.conduct().isEjected())
                .count();
    }
}
