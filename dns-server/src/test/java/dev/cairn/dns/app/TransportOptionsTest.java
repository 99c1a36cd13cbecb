// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.metrics.ServerMetrics;
import dev.cairn.dns.transport.StreamLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How what a file says of sockets and streams reaches the listeners. */
class TransportOptionsTest {

    @Test
    void theFirstBlockOfAnAddressThatSaysSomethingCounts() {
        List<ListenerPlan> plans = read("""
                a:5301 {
                    multisocket 3
                }
                b:5301 {
                    multisocket 7
                    timeouts {
                        idle 1m
                    }
                }
                c:5302 {
                    errors
                }
                """);

        assertThat(plans).extracting(plan -> plan.transport().sockets()).containsExactly(3, 0);
        assertThat(plans)
                .extracting(plan -> plan.transport().limits(StreamLimits.DEFAULT))
                .extracting(StreamLimits::idleTimeout)
                .containsExactly(Duration.ofMinutes(1), StreamLimits.DEFAULT.idleTimeout());
    }

    @Test
    void whatIsNotSaidStaysAsTheServerHasIt() {
        StreamLimits limits = read("""
                a {
                    timeouts {
                        read 7s
                        write 8s
                        maxtcpqueries 9
                    }
                }
                """).get(0).transport().limits(StreamLimits.DEFAULT);

        StreamLimits server = StreamLimits.DEFAULT;
        assertThat(limits)
                .isEqualTo(new StreamLimits(
                        server.maxConnections(),
                        server.maxConnectionsPerClient(),
                        server.idleTimeout(),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        server.maxUnsentBytes(),
                        server.maxBufferBytes(),
                        9));
    }

    private static List<ListenerPlan> read(String corefile) {
        DnsServer.Builder builder =
                DnsServer.builder().corefile(corefile, "Corefile").environment(Map.of());
        ClusterModels models = new ClusterModels(List.of(), InstantSource.system(), Meters.NONE);
        return Configuration.read(builder, models, new ServerMetrics("", "")).listeners();
    }
}
