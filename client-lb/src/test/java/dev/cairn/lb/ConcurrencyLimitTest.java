// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import dev.cairn.lb.simulation.Result;
import dev.cairn.lb.simulation.Scenario;
import dev.cairn.lb.simulation.Scenarios;
import dev.cairn.lb.simulation.Simulation;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final ConcurrencyLimit THREE =
            ConcurrencyLimit.builder().bounds(1, 3).initial(3).build();

    private static Balancer balancer(Policy policy, int endpoints) {
        StringBuilder target = new StringBuilder("static:///10.0.0.1:80");
        for (int i = 2; i <= endpoints; i++) {
            target.append(",10.0.0.").append(i).append(":80");
        }
        return Balancer.builder(target.toString())
                .policy(policy)
                .concurrencyLimit(THREE)
                .build();
    }

    @Test
    void anEndpointAtItsLimitIsLeftOutUntilAllAre() {
        for (Policy policy : List.of(
                Policies.pickFirst(),
                Policies.random(),
                Policies.roundRobin(),
                Policies.leastRequest(),
                Policies.peakEwma())) {
            try (Balancer balancer = balancer(policy, 4)) {
                List<Pick> picks = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    picks.add(balancer.pick());
                }
                assertThat(balancer.explain().rows())
                        .as(policy.name())
                        .allSatisfy(row -> assertThat(row.inFlight()).isEqualTo(3));
                picks.add(balancer.pick()); // all are at their limits, and none is refused
                picks.forEach(Pick::close);
            }
        }
    }

    @Test
    void aRetryGoesToAnotherEndpointAsLongAsThereIsOne() throws Exception {
        try (Balancer balancer = balancer(Policies.pickFirst(), 3)) {
            List<Pick> busy = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                busy.add(balancer.pick()); // the first endpoint has reached its limit
            }
            List<InetSocketAddress> asked = new ArrayList<>();
            assertThatThrownBy(() -> balancer.call(attempt -> {
                        asked.add(attempt.address());
                        throw new ConnectException("refused");
                    }))
                    .isInstanceOf(RetriesExhaustedException.class);
            assertThat(asked).hasSize(3);
            assertThat(new HashSet<>(asked)).hasSize(3);
            busy.forEach(Pick::close);
        }
    }

    @Test
    void theTableShowsLimits() {
        try (Balancer balancer = balancer(Policies.random(), 1)) {
            Pick pick = balancer.pick();
            assertThat(balancer.explain().toString()).contains("1 of 3");
            assertThat(balancer.explain().rows().get(0).concurrencyLimit()).hasValue(3);
            pick.close();
        }
        try (Balancer unlimited = Balancer.builder("static:///10.0.0.1:80").build()) {
            assertThat(unlimited.explain().rows().get(0).concurrencyLimit()).isEmpty();
        }
    }

    @Test
    void keepsTheTailShortWhereAPolicyWouldOverloadTheSlowOne() {
        Scenario scenario = Scenarios.unevenCapacity();
        Result without =
                Simulation.run(scenario, 1, SimulatedBalancer.of(Policies::roundRobin, OutlierDetection.standard()));
        Result with = Simulation.run(scenario, 1, SimulatedBalancer.limited(ignored -> Policies.roundRobin()));
        assertThat(without.percentile(99)).isGreaterThan(5_000);
        assertThat(with.percentile(99)).isLessThan(400);
        Result ewma =
                Simulation.run(scenario, 1, SimulatedBalancer.of(Policies::peakEwma, OutlierDetection.standard()));
        Result both = Simulation.run(scenario, 1, SimulatedBalancer.limited(Policies::peakEwma));
        assertThat(both.percentile(99)).isLessThan(1.1 * ewma.percentile(99));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThatThrownBy(() -> ConcurrencyLimit.builder().bounds(0, 5).build())
                .hasMessage("bounds must be 1..1000000 and in order, were 0..5");
        assertThatThrownBy(() -> ConcurrencyLimit.builder().initial(3).build())
                .hasMessage("initial must be 4..200, was 3");
        assertThatThrownBy(() -> ConcurrencyLimit.builder().tolerance(0.9).build())
                .hasMessage("tolerance must be 1..10, was 0.9");
    }
}
