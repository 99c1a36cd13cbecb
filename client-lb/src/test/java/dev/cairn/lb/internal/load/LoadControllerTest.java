// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In virtual time: each second requests flow by weight, servers report, and the controller makes a step. */
class LoadControllerTest {
    private static final long SEED = 20261123;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final LoadController.Options OPTIONS = new LoadController.Options(10 * SECOND, 180 * SECOND, 1);

    /** A server that needs {@code idle} for itself and reports the mean of its last seconds. */
    private static final class Server {
        private final ReportedLoad reported = new ReportedLoad();
        private final double idle;
        private double requestsAtFullLoad;
        private double meanRate;
        private double meanLoad;

        Server(double idle, double requestsAtFullLoad) {
            this.idle = idle;
            this.requestsAtFullLoad = requestsAtFullLoad;
        }

        double load(double rate) {
            return idle + rate / requestsAtFullLoad;
        }

        void serve(double rate, double averagingSeconds, double noise) {
            double part = averagingSeconds == 0 ? 1 : 1 - Math.exp(-1 / averagingSeconds);
            meanRate += (rate - meanRate) * part;
            meanLoad += (load(rate) * (1 + noise) - meanLoad) * part;
        }
    }

    private static final class World {
        private final Random random = new Random(SEED);
        private final List<Server> servers;
        private final LoadController controller;
        private final double requests;
        private final double averagingSeconds;
        private final boolean tellRates;
        private final double noise;
        private final List<double[]> history = new ArrayList<>();
        private long now;

        World(List<Server> servers, double requests, double averagingSeconds, boolean tellRates, double noise) {
            this.servers = servers;
            this.requests = requests;
            this.averagingSeconds = averagingSeconds;
            this.tellRates = tellRates;
            this.noise = noise;
            controller = new LoadController(
                    servers.stream().map(server -> server.reported).toList(), OPTIONS, 0);
        }

        void run(int seconds) {
            for (int i = 0; i < seconds; i++) {
                now += SECOND;
                double[] loads = new double[servers.size()];
                for (int s = 0; s < loads.length; s++) {
                    Server server = servers.get(s);
                    double rate = rate(s);
                    loads[s] = server.load(rate);
                    server.serve(rate, averagingSeconds, noise * random.nextGaussian());
                    server.reported.report(
                            server.meanLoad, tellRates ? server.meanRate : 0, 0, now, OPTIONS.expirationNanos());
                }
                history.add(loads);
                boolean unused = controller.step(now);
            }
        }

        double rate(int server) {
            double[] weights = controller.weights();
            return requests * weights[server] / DoubleStream.of(weights).sum();
        }

        /** The busiest server's load ÷ the mean, at the end. */
        double unevenness() {
            return unevenness(history.get(history.size() - 1));
        }

        private static double unevenness(double[] loads) {
            return DoubleStream.of(loads).max().orElseThrow()
                    / DoubleStream.of(loads).average().orElseThrow();
        }

        /** By how much a load was beyond the mean after it had been below, or the other way round, relative to the mean. */
        double overshoot(int fromSecond) {
            double[] first = deviations(fromSecond);
            double most = 0;
            for (int second = fromSecond; second < history.size(); second++) {
                double[] deviations = deviations(second);
                for (int s = 0; s < first.length; s++) {
                    most = Math.max(most, -Math.signum(first[s]) * deviations[s]);
                }
            }
            return most;
        }

        private double[] deviations(int second) {
            double[] loads = history.get(second);
            double mean = DoubleStream.of(loads).average().orElseThrow();
            return Arrays.stream(loads).map(load -> load / mean - 1).toArray();
        }
    }

    private static List<Server> unequal(double idle) {
        return List.of(
                new Server(idle, 1_000),
                new Server(idle, 1_000),
                new Server(idle, 2_000),
                new Server(idle / 2, 2_000),
                new Server(idle, 4_000));
    }

    @ParameterizedTest(name = "idle load {0}, mean of {1} s, rates told: {2}")
    @CsvSource({
        "0,    0,  true",
        "0,    10, true",
        "0.1,  0,  true",
        "0.1,  5,  true",
        "0.1,  20, true",
        "0,    0,  false",
        "0,    5,  false",
        "0.1,  0,  false",
        "0.1,  5,  false",
        "0.1,  20, false",
        "0.3,  10, false"
    })
    void makesUnequalServersEquallyBusyWithoutSwinging(double idle, double averagingSeconds, boolean tellRates) {
        World world = new World(unequal(idle), 4_000, averagingSeconds, tellRates, 0);
        world.run(9);
        assertThat(world.unevenness()).isGreaterThan(1.35);
        world.run(240);
        assertThat(world.unevenness()).isLessThan(1.05);
        assertThat(world.overshoot(9)).isLessThan(averagingSeconds > 10 ? 0.15 : 0.1);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void followsAServerThatLosesHalfOfItsPower(boolean tellRates) {
        World world = new World(unequal(0.05), 4_000, 5, tellRates, 0);
        world.run(240);
        world.servers.get(4).requestsAtFullLoad = 2_000;
        world.run(1);
        int change = world.history.size() - 1;
        assertThat(world.unevenness()).isGreaterThan(1.4);
        world.run(120);
        assertThat(world.unevenness()).isLessThan(1.06);
        assertThat(world.overshoot(change)).isLessThan(0.1);
    }

    @Test
    void staysCalmWhenReportsAreNoisy() {
        World world = new World(unequal(0.05), 4_000, 2, true, 0.2);
        world.run(600);
        double worst = IntStream.range(300, 600)
                .mapToDouble(second -> World.unevenness(world.history.get(second)))
                .max()
                .orElseThrow();
        assertThat(worst).as("seed %s", SEED).isLessThan(1.2);
    }

    @Test
    void isAtTheRightWeightsAtOnceWhereLoadGrowsWithRequestsAlone() {
        World world = new World(unequal(0), 4_000, 0, true, 0);
        world.run(13);
        assertThat(world.unevenness()).isLessThan(1.03);
    }

    @Test
    void setsALateEndpointOnTheScaleOfTheOthers() {
        World world = new World(unequal(0.05), 4_000, 1, true, 0);
        Server late = new Server(0.05, 4_000);
        world.run(200);
        List<ReportedLoad> all = new ArrayList<>(
                world.servers.stream().map(server -> server.reported).toList());
        all.add(late.reported);
        LoadController next = new LoadController(all, OPTIONS, world.now);
        double mean = DoubleStream.of(next.weights()).limit(5).average().orElseThrow();
        assertThat(next.weights()[5]).as("unknown, so the mean").isEqualTo(mean);
        for (int second = 1; second <= 12; second++) {
            late.reported.report(late.load(700), 700, 0, world.now + second * SECOND, OPTIONS.expirationNanos());
            boolean unused = next.step(world.now + second * SECOND);
        }
        // 4,000 a second at full load, as server 4, but for the idle load in the estimate
        assertThat(next.weights()[5] / next.weights()[4]).isBetween(0.8, 1.2);
    }

    @Test
    void addsThePenaltyOfErrorsToTheLoad() {
        ReportedLoad failing = new ReportedLoad();
        ReportedLoad well = new ReportedLoad();
        LoadController controller = new LoadController(List.of(failing, well), OPTIONS, 0);
        for (int second = 1; second <= 12; second++) {
            failing.report(0.4, 100, 40, second * SECOND, OPTIONS.expirationNanos());
            well.report(0.4, 100, 0, second * SECOND, OPTIONS.expirationNanos());
            boolean unused = controller.step(second * SECOND);
        }
        // 0.4 and 0.4 + 40 / 100: half the weight, or less as the controller goes on
        assertThat(controller.weights()[0] / controller.weights()[1]).isBetween(0.3, 0.51);
    }

    @Test
    void keepsWeightsBetweenATenthAndTenTimesTheMean() {
        List<Server> servers = new ArrayList<>(unequal(0));
        servers.add(new Server(0, 1_000_000));
        servers.add(new Server(0, 1));
        World world = new World(servers, 4_000, 0, true, 0);
        world.run(100);
        double[] weights = world.controller.weights();
        assertThat(DoubleStream.of(weights).max().orElseThrow())
                .isLessThanOrEqualTo(100.0001 * DoubleStream.of(weights).min().orElseThrow());
        assertThat(DoubleStream.of(weights).min().orElseThrow()).isPositive();
    }
}
