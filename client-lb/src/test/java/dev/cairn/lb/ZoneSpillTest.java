// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.simulation.Behaviours;
import dev.cairn.lb.simulation.Result;
import dev.cairn.lb.simulation.Scenario;
import dev.cairn.lb.simulation.Server;
import dev.cairn.lb.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that hints keep in the caller's zone, while that is well, short or slow. Four of twelve servers are near. */
class ZoneSpillTest {
    private static final long SEED = 1;
    private static final Server.Behaviour USUAL = Behaviours.exponential(20);

    private static Scenario scenario(double rate) {
        return Scenario.named("zone").servers(12, 8).behaviour(USUAL).rate(rate).measured(0, 150);
    }

    private static Result run(Scenario scenario) {
        return Simulation.run(scenario, SEED, SimulatedBalancer.inZone());
    }

    private static double nearPercent(Result result, int from, int to) {
        double sum = 0;
        for (int server = 0; server < 12; server += 3) {
            sum += result.sharePercent(server, from, to);
        }
        return sum;
    }

    @Test
    void allCallsStayWhileTheNearServersCanBearThem() {
        assertThat(nearPercent(run(scenario(1_000)), 0, 150)).isEqualTo(100);
    }

    @Test
    void whatTheNearServersCannotBearGoesFurtherWithoutSwinging() {
        // four servers with eight workers each do 1,600 calls of 20 ms a second, which is 80 %
        Result result = run(scenario(2_000).measured(40, 120));
        List<Double> shares = new ArrayList<>();
        for (int from = 40; from < 120; from += 5) {
            shares.add(nearPercent(result, from, from + 5));
        }
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(70.0, 82.0));
        assertThat(result.percentile(99)).isLessThan(400);
    }

    @Test
    void whatTheNearServersCannotBearGoesFurtherWhileTheSetIsToldAllTheTime() {
        Scenario scenario = scenario(2_000).measured(40, 80);
        for (int tenths = 0; tenths < 800; tenths += 5) {
            scenario.at(tenths / 10.0, Simulation::announce);
        }
        assertThat(nearPercent(run(scenario), 40, 80)).isBetween(70.0, 82.0);
    }

    @Test
    void callsComeBackWhenTheNearServersAreFastAgain() {
        Scenario scenario = scenario(1_000);
        for (int server = 0; server < 12; server += 3) {
            int number = server;
            scenario.at(20, simulation -> simulation.server(number).behave(Behaviours.exponential(60)))
                    .at(60, simulation -> simulation.server(number).behave(USUAL));
        }
        Result result = run(scenario);
        assertThat(nearPercent(result, 0, 20)).isEqualTo(100);
        assertThat(nearPercent(result, 40, 60)).isLessThan(70);
        assertThat(nearPercent(result, 130, 150)).isEqualTo(100);
    }
}
