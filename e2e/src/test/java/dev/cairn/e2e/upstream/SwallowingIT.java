// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Names of the cluster, while an upstream swallows what the rest of the clients ask. */
class SwallowingIT {
    private static final int ASKED = 2000;
    private static final int FLOOD_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String NAME = "kubernetes.default.svc.cluster.local";

    /** How long answers took; what did not come within {@link #PATIENCE} is lost. */
    private record Latency(long medianMicros, long p99Micros, int lost) {
        static Latency of(DnsClient client) {
            long[] nanos = new long[ASKED];
            int lost = 0;
            for (int i = 0; i < ASKED; i++) {
                long startNanos = System.nanoTime();
                try {
                    assertThat(client.udp(NAME, Type.A).data()).hasSize(1);
                } catch (UncheckedIOException e) {
                    lost++;
                }
                nanos[i] = System.nanoTime() - startNanos;
            }
            Arrays.sort(nanos);
            return new Latency(micros(nanos[ASKED / 2]), micros(nanos[ASKED * 99 / 100]), lost);
        }

        private static long micros(long nanos) {
            return TimeUnit.NANOSECONDS.toMicros(nanos);
        }

        String comparedWith(Latency quiet) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d lost; p50 %,d us, %.1f times the quiet one; p99 %,d us, %.1f times",
                    lost,
                    ASKED,
                    medianMicros,
                    (double) medianMicros / quiet.medianMicros,
                    p99Micros,
                    (double) p99Micros / quiet.p99Micros);
        }
    }

    @Test
    void namesOfTheClusterAreAnsweredWhileAnUpstreamSwallowsEverything() {
        try (FaultyUpstream swallowing = FaultyUpstream.start(Fault.SILENT)) {
            ServerSpec spec = ServerSpec.of(Cluster.shared().dnsServerKubeconfig())
                    .withDirectives("forward . " + swallowing.text() + " {", "max_concurrent 1000", "}");
            try (NameServer cairn = NameServer.startCairn(spec).awaitReady()) {
                assertThat(measure(cairn).lost()).isZero();
            }
            try (NameServer coreDns = NameServer.startCoreDns(spec).awaitReady()) {
                measure(coreDns);
            }
        }
    }

    private static Latency measure(NameServer server) {
        DnsClient client = new DnsClient(server.address()).withTimeout(PATIENCE);
        Latency.of(client);
        Latency quiet = Latency.of(client);
        try (Flood flood = Flood.start(server.address())) {
            Waiting.until(
                    "questions are refused",
                    FLOOD_SECONDS,
                    () -> server.metrics()
                            .lines()
                            .anyMatch(line -> line.startsWith("coredns_forward_max_concurrent_rejects_total")
                                    && !line.endsWith(" 0")
                                    && !line.endsWith(" 0.0")));
            Latency flooded = Latency.of(client);
            Report.add(
                    Section.UPSTREAMS,
                    "names of the cluster, upstream swallows " + flood.perSecond() + "/s, " + server.name(),
                    "%s",
                    flooded.comparedWith(quiet));
            return flooded;
        }
    }
}
