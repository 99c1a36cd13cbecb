// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.kubernetes.KubernetesDiscovery;
import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.CairnCommand;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import dev.cairn.lb.Balancer;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * An endpoint moves a thousand times: from the API server's reply to the write until our server, CoreDNS and the library's pick
 * show it, each polled in turn by one thread. Both servers have one core each and the same watch to read.
 */
class PropagationIT {
    private static final int WARM_UP = 100;
    private static final int CHANGES = 1000;
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long LIMIT_NANOS = LIMIT.toNanos();

    // What is told to be not behind may be so by the noise of a machine that does other things, too.
    private static final double NOISE_FACTOR = 2;
    private static final double NOISE_MILLIS = 5;

    private final Cluster cluster = Cluster.shared();
    private final MovingService service = new MovingService(cluster, "propagation");

    /** One who looks on, and how long each change took until it was seen there. */
    private record Onlooker(String name, Witness witness, Delays delays) {
        Onlooker(String name, Witness witness) {
            this(name, witness, new Delays(CHANGES));
        }
    }

    @Test
    void aChangeIsSeenAsSoonAsByCoreDns() {
        Path kubeconfig = cluster.dnsServerKubeconfig();
        List<String> coreDnsLine = List.of(Settings.program("coredns").toString());
        try (NameServer cairn = NameServer.start("cairn", ServerSpec.of(kubeconfig), onCore(0, CairnCommand.line()));
                NameServer coreDns = NameServer.start("coredns", ServerSpec.of(kubeconfig), onCore(1, coreDnsLine));
                KubernetesDiscovery source = KubernetesDiscovery.builder()
                        .kubeconfig(cluster.plane().adminKubeconfig())
                        .build();
                Witness ours = new DnsWitness(cairn.awaitReady().address(), service.dnsName());
                Witness theirs = new DnsWitness(coreDns.awaitReady().address(), service.dnsName());
                Witness pick = new PickWitness(balancer(source))) {
            compare(
                    new Onlooker("DNS answer of Cairn", ours),
                    new Onlooker("DNS answer of CoreDNS", theirs),
                    new Onlooker("pick of the library, k8s:///", pick));
        }
    }

    private void compare(Onlooker ours, Onlooker theirs, Onlooker pick) {
        List<Onlooker> all = List.of(ours, theirs, pick);
        move(WARM_UP, all);
        all.forEach(onlooker -> onlooker.delays.clear());
        move(CHANGES, all);
        all.forEach(
                onlooker -> Report.add(Section.PROPAGATION, onlooker.name, "%d changes: %s", CHANGES, onlooker.delays));
        assertThat(ours.delays.quantileMillis(0.5))
                .isLessThan(NOISE_FACTOR * theirs.delays.quantileMillis(0.5) + NOISE_MILLIS);
    }

    private static List<String> onCore(int core, List<String> line) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "--cpu-list", String.valueOf(core)));
        pinned.addAll(line);
        return pinned;
    }

    private Balancer balancer(KubernetesDiscovery source) {
        Balancer balancer = Balancer.builder("k8s:///" + MovingService.NAME + ".propagation:http")
                .source(source)
                .build();
        Waiting.until(
                "the balancer knows the Service", 10, () -> balancer.whenReady().isDone());
        return balancer;
    }

    private void move(int times, List<Onlooker> all) {
        for (int i = 0; i < times; i++) {
            Inet4Address next = service.next();
            all.forEach(onlooker -> onlooker.witness.expect(next));
            service.move();
            awaitAll(all, System.nanoTime());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void awaitAll(List<Onlooker> all, long writtenNanos) {
        List<Onlooker> waiting = new ArrayList<>(all);
        while (!waiting.isEmpty()) {
            waiting.removeIf(onlooker -> {
                boolean seen = onlooker.witness.hasSeen();
                if (seen) {
                    onlooker.delays.add(System.nanoTime() - writtenNanos);
                }
                return seen;
            });
            if (System.nanoTime() - writtenNanos > LIMIT_NANOS) {
                throw new AssertionError("a change was not seen for " + LIMIT.toSeconds() + " s by " + waiting);
            }
        }
    }
}
