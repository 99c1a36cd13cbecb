// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import dev.cairn.lb.OutlierDetection;
import dev.cairn.lb.SimulatedBalancer;
import dev.cairn.lb.policy.Policies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Prints the tables of {@code docs/benchmarks.md}: each scenario, each policy, the mean of some seeds. It runs when it is named. */
final class SimulationReport {
    private static final long[] SEEDS = {1, 2, 3};

    @Test
    void allScenarios() {
        main(new String[0]);
    }

    /** The arguments are words of names of scenarios; none for all. */
    public static void main(String[] arguments) {
        OutlierDetection on = OutlierDetection.standard();
        OutlierDetection off = OutlierDetection.off();
        Map<String, Simulation.Factory> subjects = new LinkedHashMap<>();
        subjects.put("default", SimulatedBalancer.of(Policies::peakEwma, on));
        subjects.put("peak EWMA, no ejection", SimulatedBalancer.of(Policies::peakEwma, off));
        subjects.put("least request", SimulatedBalancer.of(Policies::leastRequest, on));
        subjects.put("round robin", SimulatedBalancer.of(Policies::roundRobin, on));
        subjects.put("round robin, no ejection", SimulatedBalancer.of(Policies::roundRobin, off));
        subjects.put("random, no ejection", SimulatedBalancer.of(Policies::random, off));
        for (Scenario scenario : scenarios()) {
            if (arguments.length > 0 && !List.of(arguments).stream().anyMatch(scenario.toString()::contains)) {
                continue;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%-28s %8s %8s %8s %8s %9s %7s %7s %8s%n",
                    scenario,
                    "errors %",
                    ">1 s %",
                    "p50 ms",
                    "p99 ms",
                    "p99.9 ms",
                    "amplif",
                    "ejected",
                    "first %");
            subjects.forEach((name, factory) -> print(name, scenario, factory));
        }
    }

    private static List<Scenario> scenarios() {
        return List.of(
                Scenarios.slowReplica(),
                Scenarios.blackHole(),
                Scenarios.greyFailure(),
                Scenarios.serviceFailure(),
                Scenarios.baseErrors(0.01),
                Scenarios.baseErrors(0.05),
                Scenarios.recovery(),
                Scenarios.slowRecovery(),
                Scenarios.unevenCapacity(),
                Scenarios.unevenCapacityManyClients(),
                Scenarios.outage(),
                Scenarios.afterOutage(),
                Scenarios.crash(),
                Scenarios.scale(),
                Scenarios.rollingUpdate());
    }

    private static void print(String name, Scenario scenario, Simulation.Factory factory) {
        List<Result> results = new ArrayList<>();
        for (long seed : SEEDS) {
            results.add(Simulation.run(scenario, seed, factory));
        }
        System.out.printf(
                Locale.ROOT,
                "%-28s %8.3f %8.3f %8.1f %8.1f %9.1f %7.3f %7.2f %8.2f%n",
                name,
                mean(results, Result::errorPercent),
                mean(results, result -> result.slowerPercent(1_000)),
                mean(results, result -> result.percentile(50)),
                mean(results, result -> result.percentile(99)),
                mean(results, result -> result.percentile(99.9)),
                mean(results, Result::amplification),
                mean(results, Result::meanEjected),
                mean(results, result -> result.sharePercent(0, 25, 30)));
    }

    private static double mean(List<Result> results, ToDoubleFunction<Result> figure) {
        return results.stream().mapToDouble(figure).average().orElse(0);
    }
}
