// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A server that is started again while its source cannot read its origin. */
class RestartIT {
    private static final HostPort HTTP = new HostPort("127.0.0.1", 0);
    private static final String COREFILE = """
            .:0 {
                bind 127.0.0.1
                ready 127.0.0.1:0
                prometheus 127.0.0.1:0
                kubernetes cluster.local {
                    ttl 60
                    startup_timeout 30s
                    fallthrough
                }
            }
            """;
    private static final Service WEB = service("web", "10.96.0.7");
    private static final Service OLD = service("old", "10.96.0.8");

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

    private static Service service(String name, String address) {
        return Service.builder(ServiceName.of("shop", name))
                .clusterIps(IpAddress.parse(address))
                .build();
    }

    private DnsServer started(InMemoryDiscovery discovery) throws InterruptedException {
        DnsServer server = DnsServer.builder()
                .corefile(COREFILE, "Corefile")
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .clock(() -> now)
                .stateDir(folder)
                .source(discovery)
                .build();
        server.start();
        return server;
    }

    private static Message ask(DnsServer server, String name) throws IOException {
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            return new Message(
                    client.ask(Asking.question(name, Type.A).toWire()).bytes());
        }
    }

    /** Why nobody answers: a name that is known not to be there is passed on, to nobody. */
    private static int extendedError(DnsServer server, String name) throws IOException {
        Message question = Asking.question(name, Type.A);
        question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            return new Message(client.ask(question.toWire()).bytes())
                    .getOPT().getOptions().stream()
                            .map(ExtendedErrorCodeOption.class::cast)
                            .mapToInt(ExtendedErrorCodeOption::getErrorCode)
                            .findFirst()
                            .orElse(-1);
        }
    }

    private static String http(DnsServer server, String path) throws IOException, InterruptedException {
        return Http.get(server.httpAddress(HTTP), path);
    }

    @Test
    void answersFromItsLastStateUntilTheOriginIsBack() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB, OLD);
                DnsServer first = started(discovery)) {
            assertThat(http(first, "/metrics")).contains("cairn_cluster_restored_age_seconds{model=\"0\"} 0.0");
        }
        now = now.plusSeconds(60);
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                DnsServer second = startedWithoutOrigin(discovery)) {
            assertThat(http(second, "/ready")).isEqualTo("200 OK");
            assertThat(second.isReady()).isTrue();
            assertThat(http(second, "/metrics"))
                    .contains("cairn_cluster_restored_age_seconds{model=\"0\"} 60.0")
                    .contains("cairn_state_written_timestamp_seconds{model=\"0\"} 0.0")
                    .contains("cairn_cluster_synced{model=\"0\"} 0.0");
            Message held = ask(second, "web.shop.svc.cluster.local.");
            assertThat(held.getSection(Section.ANSWER).get(0).getTTL()).isLessThanOrEqualTo(5);
            assertThat(held.getSection(Section.ANSWER).get(0).rdataToString()).isEqualTo("10.96.0.7");
            assertThat(ask(second, "nosuch.shop.svc.cluster.local.").getRcode()).isEqualTo(Rcode.SERVFAIL);

            now = now.plus(ClusterModel.MAX_READY_AGE);
            assertThat(http(second, "/ready")).isEqualTo("503 kubernetes");
            assertThat(ask(second, "web.shop.svc.cluster.local.").getRcode()).isEqualTo(Rcode.NOERROR);

            discovery.put(Namespace.of("shop"));
            discovery.put(WEB);
            discovery.synced();
            await().until(() ->
                    extendedError(second, "old.shop.svc.cluster.local.") == ExtendedError.NOT_AUTHORITATIVE);
            assertThat(ask(second, "web.shop.svc.cluster.local.")
                            .getSection(Section.ANSWER)
                            .get(0)
                            .getTTL())
                    .isEqualTo(60);
            assertThat(http(second, "/ready")).isEqualTo("200 OK");
            assertThat(http(second, "/metrics"))
                    .contains("cairn_cluster_restored_age_seconds{model=\"0\"} 0.0")
                    .contains("cairn_cluster_services{model=\"0\"} 1.0");
        }
    }

    /** With something to answer from, it does not wait for {@code startup_timeout}. */
    private DnsServer startedWithoutOrigin(InMemoryDiscovery discovery) throws InterruptedException {
        discovery.failed(DiscoveryException.transientFailure("connection refused", new IOException("refused")));
        long startNanos = System.nanoTime();
        DnsServer server = started(discovery);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(20));
        return server;
    }

    @Test
    void withoutAStateItWaitsAndIsNotReady() throws Exception {
        String impatient = COREFILE.replace("30s", "50ms");
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                DnsServer server = DnsServer.builder()
                        .corefile(impatient, "Corefile")
                        .environment(Map.of())
                        .warmUp(Duration.ZERO)
                        .stateDir(folder.resolve("not/yet/there"))
                        .source(discovery)
                        .build()) {
            server.start();
            assertThat(http(server, "/ready")).isEqualTo("503 kubernetes");
            assertThat(ask(server, "web.shop.svc.cluster.local.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
        assertThat(folder.resolve("not")).doesNotExist();
    }
}
