// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks.lb;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Pick;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long a pick and its end take, with ejection and slow start on, as they are by default. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {
    /** The policy. */
    @Param({"peak_ewma", "least_request", "round_robin"})
    public String policy = "";

    /** The number of endpoints. */
    @Param({"3", "100", "1000", "5000"})
    public int endpoints;

    private final Balancer[] balancer = new Balancer[1];

    /** Opens a balancer over addresses that nobody calls. */
    @Setup
    public void open() throws Exception {
        String target = IntStream.range(0, endpoints)
                .mapToObj(i -> "10.0." + i / 256 + "." + i % 256 + ":80")
                .collect(Collectors.joining(",", "static:///", ""));
        balancer[0] = Balancer.builder(target).policy(policy(policy)).build();
        balancer[0].whenReady().get(5, TimeUnit.SECONDS);
    }

    private static Policy policy(String name) {
        return switch (name) {
            case "peak_ewma" -> Policies.peakEwma();
            case "least_request" -> Policies.leastRequest();
            case "round_robin" -> Policies.roundRobin();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Closes it. */
    @TearDown
    public void close() {
        balancer[0].close();
    }

    /** One call that succeeds. */
    @Benchmark
    public InetSocketAddress pickAndFinish() {
        try (Pick pick = balancer[0].pick()) {
            InetSocketAddress address = pick.address();
            pick.success();
            return address;
        }
    }
}
