// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.ListenException;
import dev.cairn.dns.transport.Questions;
import dev.cairn.dns.transport.TcpClient;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerIT {

    private static final HostPort HEALTH = new HostPort("127.0.0.1", 0);
    private static final HostPort READY = new HostPort("localhost", 0);
    private static final String COREFILE = """
            .:0 {
                bind 127.0.0.1
                errors
                health 127.0.0.1:0 {
                    lameduck 300ms
                }
                ready localhost:0
                prometheus localhost:0
                kubernetes cluster.local in-addr.arpa {
                    startup_timeout 50ms
                }
                loadbalance
            }
            """;
    private static final Service WEB = Service.builder(ServiceName.of("shop", "web"))
            .clusterIps(IpAddress.parse("10.96.0.7"))
            .ports(ServicePort.tcp("http", 80))
            .build();

    private static DnsServer.Builder builder(String corefile, InMemoryDiscovery discovery) {
        return DnsServer.builder()
                .corefile(corefile, "Corefile")
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .source(discovery);
    }

    private static DnsServer started(String corefile, InMemoryDiscovery discovery) throws InterruptedException {
        DnsServer server = builder(corefile, discovery).build();
        server.start();
        return server;
    }

    private static Message ask(DnsServer server, String name, int type) throws IOException {
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            return new Message(client.ask(Asking.question(name, type).toWire()).bytes());
        }
    }

    @Test
    void answersFromTheSourceOverBothTransports() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(COREFILE, discovery);
                UdpClient udp = new UdpClient(server.addresses().get(0));
                TcpClient tcp = new TcpClient(server.addresses().get(0))) {
            byte[] question = Questions.a("web.shop.svc.cluster.local.", 99);
            byte[] reply = udp.ask(question).bytes();

            assertThat(tcp.ask(question)).isEqualTo(reply);
            assertThat(new Message(reply).getSection(Section.ANSWER).get(0).rdataToString())
                    .isEqualTo("10.96.0.7");
        }
    }

    @Test
    void aCacheCountsQuestionsThatItLeavesToTheCluster() throws Exception {
        String corefile = COREFILE.replace("loadbalance", "cache 30");
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(corefile, discovery)) {
            for (int i = 0; i < 3; i++) {
                ask(server, "web.shop.svc.cluster.local.", Type.A);
            }
            ask(server, "www.example.org.", Type.A);

            String metrics = Http.get(server.httpAddress(new HostPort("localhost", 0)), "/metrics");
            assertThat(metrics)
                    .contains("coredns_cache_requests_total{server=\"dns://127.0.0.1:0\",view=\"\",zones=\".\"} 4.0")
                    .contains("coredns_cache_misses_total{server=\"dns://127.0.0.1:0\",view=\"\",zones=\".\"} 4.0")
                    .contains(
                            "coredns_cache_entries{server=\"dns://127.0.0.1:0\",type=\"success\",view=\"\",zones=\".\"} 0.0");
        }
    }

    @Test
    void showsWhatHasNoLabelsForEveryFile() throws Exception {
        String corefile = ".:0 {\n bind 127.0.0.1\n prometheus localhost:0\n}\n";
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(corefile, discovery)) {
            String metrics = Http.get(server.httpAddress(new HostPort("localhost", 0)), "/metrics");
            assertThat(metrics.lines())
                    .contains(
                            "coredns_forward_healthcheck_broken_total 0.0",
                            "coredns_forward_max_concurrent_rejects_total 0.0",
                            "coredns_health_request_duration_seconds_count 0",
                            "coredns_health_request_failures_total 0.0",
                            "coredns_hosts_reload_timestamp_seconds 0.0",
                            "coredns_local_localhost_requests_total 0.0",
                            "coredns_panics_total 0.0",
                            "coredns_reload_failed_total 0.0");
        }
    }

    @Test
    void answersReverseNamesAndSaysWhatDoesNotExist() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(COREFILE, discovery)) {
            Message ptr = ask(server, "7.0.96.10.in-addr.arpa.", Type.PTR);
            Message missing = ask(server, "nosuch.shop.svc.cluster.local.", Type.A);
            Message elsewhere = ask(server, "www.example.org.", Type.A);

            assertThat(ptr.getSection(Section.ANSWER).get(0).rdataToString()).isEqualTo("web.shop.svc.cluster.local.");
            assertThat(missing.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(missing.getSection(Section.AUTHORITY)).hasSize(1);
            assertThat(elsewhere.getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
    }

    @Test
    void aChangeOfTheSourceIsSeen() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(COREFILE, discovery)) {
            discovery.remove(WEB.name());

            await().until(() ->
                    ask(server, "web.shop.svc.cluster.local.", Type.A).getRcode() == Rcode.NXDOMAIN);
        }
    }

    @Test
    void isNotReadyBeforeTheSourceIsSyncedAndWhileItStops() throws Exception {
        InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
        DnsServer server = started(COREFILE, discovery);
        InetSocketAddress ready = server.httpAddress(READY);
        InetSocketAddress health = server.httpAddress(HEALTH);

        assertThat(Http.get(ready, "/ready")).isEqualTo("503 kubernetes");
        assertThat(Http.get(health, "/health")).isEqualTo("200 OK");
        assertThat(ask(server, "web.shop.svc.cluster.local.", Type.A).getRcode())
                .isEqualTo(Rcode.SERVFAIL);

        discovery.put(Namespace.of("shop"));
        discovery.put(WEB);
        discovery.synced();
        await().until(() -> Http.get(ready, "/ready").equals("200 OK"));
        assertThat(server.isReady()).isTrue();
        assertThat(ask(server, "web.shop.svc.cluster.local.", Type.A).getRcode())
                .isEqualTo(Rcode.NOERROR);

        Thread closing = new Thread(server::close);
        closing.start();
        await().pollInterval(Duration.ofMillis(5)).until(() -> !server.isReady());
        assertThat(Http.get(ready, "/ready")).isEqualTo("503 stopping");
        assertThat(Http.get(health, "/health")).isEqualTo("200 OK");
        assertThat(ask(server, "web.shop.svc.cluster.local.", Type.A).getRcode())
                .isEqualTo(Rcode.NOERROR);
        closing.join();
        discovery.close();
    }

    @Test
    void countsQueriesUnderTheNamesOfCoreDns() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = started(COREFILE, discovery)) {
            ask(server, "web.shop.svc.cluster.local.", Type.A);

            await().untilAsserted(() -> assertThat(Http.get(server.httpAddress(READY), "/metrics"))
                    .startsWith("200 ")
                    .contains("coredns_dns_requests_total{")
                    .contains("zone=\".\"")
                    .contains("coredns_plugin_enabled{")
                    .contains("coredns_health_request_duration_seconds_bucket{le=\"0.25\"} ")
                    .contains("coredns_health_request_failures_total 0.0")
                    .contains("cairn_cluster_synced{model=\"0\"} 1.0")
                    .contains("cairn_cluster_services{model=\"0\"} 1.0")
                    .contains("cairn_stream_connections{address=\""
                            + server.addresses().get(0).toString().substring(1)));
        }
    }

    /** Whatever was sent before the server was told to stop is answered, over UDP and on open connections. */
    @Test
    void losesNothingThatWasSentBeforeItIsClosed() throws Exception {
        InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
        DnsServer server = started(COREFILE.replace("lameduck 300ms", "lameduck 0s"), discovery);
        int queries = 150; // the client's own socket must hold all replies
        try (UdpClient udp = new UdpClient(server.addresses().get(0));
                TcpClient tcp = new TcpClient(server.addresses().get(0))) {
            tcp.ask(Questions.a("web.shop.svc.cluster.local.", 0));
            for (int id = 0; id < queries; id++) {
                udp.send(Questions.a("web.shop.svc.cluster.local.", id));
                tcp.send(Questions.stream(Questions.a("web.shop.svc.cluster.local.", id)));
            }
            server.close();

            for (int id = 0; id < queries; id++) {
                assertThat(Questions.rcode(udp.receive().bytes())).isEqualTo(Rcode.NOERROR);
                assertThat(Questions.id(tcp.receive())).isEqualTo(id);
            }
        }
        discovery.close();
    }

    @Test
    void answersEachQueryOfTheLameduckTime() throws Exception {
        InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
        DnsServer server = started(COREFILE, discovery);
        AtomicBoolean stopped = new AtomicBoolean();
        int answered = 0;
        Thread closing = new Thread(() -> {
            server.close();
            stopped.set(true);
        });
        closing.start();
        await().pollInterval(Duration.ofMillis(1)).until(() -> !server.isReady());
        long endNanos = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() - endNanos < 0 && !stopped.get()) {
            assertThat(ask(server, "web.shop.svc.cluster.local.", Type.A).getRcode())
                    .isEqualTo(Rcode.NOERROR);
            answered++;
        }
        closing.join();

        assertThat(answered).isPositive();
        discovery.close();
    }

    /** A node sends flows that it knows to an address that it took out of the Service, for longer than lameduck. */
    @Test
    void goesOnAfterTheLameduckTimeForAsLongAsQuestionsCome() throws Exception {
        InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
        DnsServer server = started(COREFILE.replace("lameduck 300ms", "lameduck 100ms"), discovery);
        Thread closing = new Thread(server::close);
        try (UdpClient udp = new UdpClient(server.addresses().get(0))) {
            closing.start();
            await().pollInterval(Duration.ofMillis(1)).until(() -> !server.isReady());
            long endNanos = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            for (int id = 0; System.nanoTime() < endNanos; id++) {
                udp.ask(Questions.a("web.shop.svc.cluster.local.", id & 0xffff));
            }
            assertThat(closing.isAlive()).isTrue();
        }
        closing.join();
        discovery.close();
    }

    @Test
    void closingAgainAndStartingAgainDoNothingGood() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB)) {
            DnsServer server = started(COREFILE, discovery);
            assertThatIllegalStateException().isThrownBy(server::start);
            server.close();
            server.close();
            server.awaitClosed();
            assertThatIllegalStateException().isThrownBy(server::start);
        }
    }

    @Test
    void aTakenAddressIsSaidAndLeavesNothingOpen() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer first = started(COREFILE, discovery)) {
            DnsServer second = builder(COREFILE, discovery)
                    .listen(first.addresses().get(0))
                    .build();

            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(second::start)
                    .withMessageContaining("another process listens there");
            second.awaitClosed();
            assertThat(ask(first, "web.shop.svc.cluster.local.", Type.A).getRcode())
                    .isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void closingEndsAStartThatWaitsForItsSource() throws Exception {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory")) {
            DnsServer server =
                    builder(COREFILE.replace("50ms", "60s"), discovery).build();
            Thread starting = new Thread(() -> {
                try {
                    server.start();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            starting.start();
            await().until(() -> !server.addresses().isEmpty());

            server.close();
            starting.join(10_000);

            assertThat(starting.isAlive()).isFalse();
        }
    }

    @Test
    void warmsUpWithoutBeingSeen() throws Exception {
        try (InMemoryDiscovery discovery = InMemoryDiscovery.of(WEB);
                DnsServer server = builder(COREFILE, discovery)
                        .warmUp(Duration.ofMillis(100))
                        .build()) {
            server.start();

            assertThat(Http.get(server.httpAddress(READY), "/metrics")).doesNotContain("coredns_dns_requests_total{");
        }
    }
}
