// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Policies;
import dev.cairn.lb.policy.Policy;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PickAllocationTest {
    // the Pick itself, where the compiler has not removed it: header, reference, start
    private static final double MAX_BYTES_PER_PICK = 24;
    private static final int PICKS = 100_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> policies() {
        return Stream.of(
                        Policies.peakEwma(),
                        Policies.leastRequest(),
                        Policies.roundRobin(),
                        Policies.random(),
                        Policies.ringHash(),
                        Policies.maglev(),
                        Policies.rendezvous(),
                        Policies.loadReportWeighted())
                .flatMap(policy -> Stream.of(1, 3, 200).map(n -> Arguments.of(policy, n)));
    }

    @ParameterizedTest(name = "{0} over {1} endpoints")
    @MethodSource("policies")
    void allocatesAtMostThePick(Policy policy, int endpoints) throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(endpoints));
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .policy(policy)
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            pickAndFinish(balancer);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pickAndFinish(balancer);
            double perPick = (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) PICKS;
            // a little room for what the JVM does on this thread meanwhile
            assertThat(perPick).isLessThan(MAX_BYTES_PER_PICK + 0.5);
        }
    }

    private static void pickAndFinish(Balancer balancer) {
        for (int i = 0; i < PICKS; i++) {
            try (Pick pick = balancer.pick()) {
                if (pick.address().getPort() == 8080) {
                    pick.success();
                }
            }
        }
    }
}
