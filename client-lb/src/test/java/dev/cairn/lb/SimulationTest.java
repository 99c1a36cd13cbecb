// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.simulation.Result;
import dev.cairn.lb.simulation.Scenario;
import dev.cairn.lb.simulation.Scenarios;
import dev.cairn.lb.simulation.Simulation;
import org.junit.jupiter.api.Test;

/** What the defaults promise, one seed of each scenario. The same runs for other policies are in {@code SimulationReport}. */
class SimulationTest {
    private static final long SEED = 1;

    private static Result defaults(Scenario scenario) {
        return Simulation.run(scenario, SEED, SimulatedBalancer.of(Policies::peakEwma, OutlierDetection.standard()));
    }

    @Test
    void isTheSameEachTime() {
        Scenario scenario = Scenarios.greyFailure();
        Result first = defaults(scenario);
        Result second = defaults(scenario);
        assertThat(first.errorPercent()).isEqualTo(second.errorPercent());
        assertThat(first.percentile(99.9)).isEqualTo(second.percentile(99.9));
    }

    @Test
    void ordersPoliciesAsLinkerdsExperimentDid() {
        Scenario scenario = Scenarios.slowReplica();
        double roundRobin = Simulation.run(
                        scenario, SEED, SimulatedBalancer.of(Policies::roundRobin, OutlierDetection.off()))
                .slowerPercent(1_000);
        double leastRequest = Simulation.run(
                        scenario, SEED, SimulatedBalancer.of(Policies::leastRequest, OutlierDetection.off()))
                .slowerPercent(1_000);
        assertThat(roundRobin).isBetween(4.4, 4.7);
        assertThat(leastRequest).isBetween(0.4, 0.6);
        assertThat(defaults(scenario).slowerPercent(1_000)).isLessThanOrEqualTo(0.08);
    }

    @Test
    void losesLittleToABlackHole() {
        Result result = defaults(Scenarios.blackHole());
        assertThat(result.errorPercent()).isLessThanOrEqualTo(0.06);
        assertThat(result.meanEjected()).isBetween(0.95, 1.05);
    }

    @Test
    void losesLittleToAGreyFailure() {
        assertThat(defaults(Scenarios.greyFailure()).errorPercent()).isLessThanOrEqualTo(0.35);
    }

    @Test
    void ejectsHardlyAnybodyWhenTheWholeServiceFails() {
        assertThat(defaults(Scenarios.serviceFailure()).meanEjected()).isLessThanOrEqualTo(1);
    }

    @Test
    void avoidsASlowServerAlsoWhileAllFailNowAndThen() {
        for (double errors : new double[] {0.01, 0.05}) {
            Result result = defaults(Scenarios.baseErrors(errors));
            assertThat(result.percentile(99)).isLessThanOrEqualTo(55);
            assertThat(result.meanEjected()).isLessThanOrEqualTo(0.1);
        }
    }

    @Test
    void addsNoMoreThanTheBudgetToAnOutage() {
        Result result = defaults(Scenarios.outage());
        double minimum = 10 / 1_000.0; // retries per second that are granted in any case, per request
        assertThat(result.amplification()).isBetween(1.1, 1.2 + minimum + 0.005);
        assertThat(defaults(Scenarios.afterOutage()).errorPercent()).isZero();
    }

    @Test
    void starvesNoServerThatIsWellAgain() {
        double fair = 100.0 / 11;
        Result failed = defaults(Scenarios.recovery());
        assertThat(failed.sharePercent(0, 45, 60)).isBetween(0.8 * fair, 1.1 * fair);
        Result slow = defaults(Scenarios.slowRecovery());
        assertThat(slow.sharePercent(0, 25, 30)).isBetween(0.8 * fair, 1.1 * fair);
    }

    @Test
    void keepsTheTailShortWithServersOfUnevenCapacity() {
        assertThat(defaults(Scenarios.unevenCapacity()).percentile(99)).isLessThan(120);
    }

    @Test
    void losesNoCallToACrashThatDiscoveryLearnsLate() {
        Result result = defaults(Scenarios.crash());
        assertThat(result.errorPercent()).isZero();
        assertThat(result.slowerPercent(1_000)).isLessThan(0.03);
    }

    @Test
    void isEvenSoonAfterScaling() {
        Result result = defaults(Scenarios.scale());
        for (int server : new int[] {0, 15, 29}) {
            assertThat(result.sharePercent(server, 12, 30)).isBetween(2.5, 4.2);
        }
        assertThat(result.sharePercent(29, 31, 40)).isZero();
    }

    @Test
    void bearsARollingUpdateWithColdServers() {
        Result result = defaults(Scenarios.rollingUpdate());
        assertThat(result.errorPercent()).isZero();
        assertThat(result.percentile(99)).isLessThan(200);
    }
}
