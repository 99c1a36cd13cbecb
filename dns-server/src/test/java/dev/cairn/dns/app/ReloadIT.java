// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.transport.TcpClient;
import dev.cairn.dns.transport.UdpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A server whose Corefile changes while it serves. */
class ReloadIT {
    private static final HostPort HTTP = new HostPort("127.0.0.1", 0);
    private static final String NAME = "web.shop.svc.cluster.local.";
    private static final String COREFILE = """
            cluster.local:0 {
                bind 127.0.0.1
                health 127.0.0.1:0
                prometheus 127.0.0.1:0
                import lines
            }
            """;

    @TempDir
    private Path folder;

    private InMemoryDiscovery discovery;
    private CountedSource source;
    private DnsServer server;

    @BeforeEach
    void start() throws Exception {
        Service web = Service.builder(ServiceName.of("shop", "web"))
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .build();
        discovery = InMemoryDiscovery.of(web);
        discovery.put(Namespace.of("other"));
        source = new CountedSource(discovery);
        lines("ttl 5");
        corefile(COREFILE);
        server = DnsServer.builder()
                .corefile(folder.resolve("Corefile"))
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .stateDir(folder.resolve("state"))
                .source(source)
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        discovery.close();
    }

    private void corefile(String text) throws IOException {
        Files.writeString(folder.resolve("Corefile"), text);
    }

    /** Options of {@code kubernetes}, in a file that the Corefile imports. */
    private void lines(String options) throws IOException {
        Files.writeString(folder.resolve("lines"), "kubernetes {\n" + options + "\n}\n");
    }

    private long ttl() throws IOException {
        return ttl(server.addresses().get(0));
    }

    private static long ttl(InetSocketAddress address) throws IOException {
        try (UdpClient client = new UdpClient(address)) {
            return ttl(client.ask(Asking.question(NAME, Type.A).toWire()).bytes());
        }
    }

    /** The time to live of the right answer. */
    private static long ttl(byte[] reply) throws IOException {
        List<Record> answers = new Message(reply).getSection(Section.ANSWER);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).rdataToString()).isEqualTo("10.96.0.7");
        return answers.get(0).getTTL();
    }

    private String metrics() throws Exception {
        return Http.get(server.httpAddress(HTTP), "/metrics");
    }

    @Test
    void losesNoQueryWhileTheFileChangesBackAndForth() throws Exception {
        InetSocketAddress address = server.addresses().get(0);
        InetSocketAddress http = server.httpAddress(HTTP);
        byte[] question = Asking.question(NAME, Type.A).toWire();
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try (UdpClient udp = new UdpClient(address);
                TcpClient tcp = new TcpClient(address)) {
            Future<Set<Long>> datagrams =
                    clients.submit(() -> seen(() -> ttl(udp.ask(question).bytes())));
            Future<Set<Long>> stream = clients.submit(() -> seen(() -> ttl(tcp.ask(question))));
            for (int i = 0; i < 30; i++) {
                lines(i % 2 == 0 ? "ttl 30" : "ttl 5");
                assertThat(server.reload()).isTrue();
            }
            lines("ttl 60");
            assertThat(server.reload()).isTrue();
            assertThat(datagrams.get()).contains(60L).isSubsetOf(5L, 30L, 60L);
            assertThat(stream.get()).contains(60L).isSubsetOf(5L, 30L, 60L);
        } finally {
            clients.shutdownNow();
        }
        assertThat(server.addresses()).containsExactly(address);
        assertThat(server.httpAddress(HTTP)).isEqualTo(http);
        assertThat(source.begun).hasValue(1);
        assertThat(source.ended).hasValue(0);
        assertThat(metrics()).contains("coredns_reload_failed_total 0.0");
    }

    /** Asks without pause until the last configuration answers; each time to live once. */
    private static Set<Long> seen(Callable<Long> asking) throws Exception {
        Set<Long> seen = new TreeSet<>();
        while (!seen.contains(60L)) {
            seen.add(asking.call());
        }
        return seen;
    }

    @Test
    void reportsAFileThatIsWrongAndChangesNothing() throws Exception {
        String before = metrics();
        corefile(COREFILE.replace("import", "improt"));
        try (CapturedLog log = new CapturedLog(DnsServer.class)) {
            assertThat(server.reload()).isFalse();
            assertThat(log.lines()).anyMatch(line -> line.contains("Corefile:5: unknown directive \"improt\""));
        }
        assertThat(ttl()).isEqualTo(5);
        String after = metrics();
        assertThat(after).contains("coredns_reload_failed_total 1.0");
        assertThat(version(after)).isEqualTo(version(before));

        corefile(COREFILE);
        lines("ttl 30");
        assertThat(server.reload()).isTrue();
        assertThat(ttl()).isEqualTo(30);
        assertThat(version(metrics())).isNotEqualTo(version(before));
    }

    private static String version(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("coredns_reload_version_info{hash=\"sha512\",value=\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void opensAndClosesOnlyTheAddressesThatChange() throws Exception {
        InetSocketAddress kept = server.addresses().get(0);
        corefile(COREFILE.replace("bind 127.0.0.1", "bind 127.0.0.1 127.0.0.2"));
        assertThat(server.reload()).isTrue();
        assertThat(server.addresses()).hasSize(2).startsWith(kept);
        InetSocketAddress added = server.addresses().get(1);
        assertThat(ttl(added)).isEqualTo(5);

        corefile(COREFILE.replace("bind 127.0.0.1", "bind 127.0.0.2"));
        assertThat(server.reload()).isTrue();
        assertThat(server.addresses()).containsExactly(added);
        assertThat(ttl(added)).isEqualTo(5);
        assertThat(source.begun).hasValue(1);
    }

    @Test
    void keepsServingWhereANewAddressCannotBeOpened() throws Exception {
        corefile(COREFILE.replace("bind 127.0.0.1", "bind 127.0.0.1 127.0.0.2 192.0.2.1"));
        lines("ttl 30");

        assertThat(server.reload()).isFalse();

        assertThat(ttl()).isEqualTo(5);
        assertThat(server.addresses()).hasSize(1);
        assertThat(metrics()).contains("coredns_reload_failed_total 1.0");
    }

    @Test
    void doesNotGoFromOneAddressToAllOfItsPort() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        corefile("cluster.local:" + port + " {\nbind 127.0.0.1\nimport lines\n}\n");
        assertThat(server.reload()).isTrue();
        InetSocketAddress address = server.addresses().get(0);
        assertThat(address.getPort()).isEqualTo(port);

        corefile("cluster.local:" + port + " {\nimport lines\n}\n");
        lines("ttl 30");
        try (CapturedLog log = new CapturedLog(DnsServer.class)) {
            assertThat(server.reload()).isFalse();
            assertThat(log.lines()).anyMatch(line -> line.contains("while it is served: restart the server"));
        }
        assertThat(ttl(address)).isEqualTo(5);
    }

    @Test
    void addsAndRemovesPages() throws Exception {
        InetSocketAddress http = server.httpAddress(HTTP);
        assertThat(Http.get(http, "/ready")).startsWith("404");
        corefile(COREFILE.replace("import", "ready 127.0.0.1:0\nimport"));
        assertThat(server.reload()).isTrue();
        assertThat(Http.get(http, "/ready")).isEqualTo("200 OK");

        corefile(COREFILE.replace("health 127.0.0.1:0", ""));
        assertThat(server.reload()).isTrue();
        assertThat(Http.get(http, "/ready")).startsWith("404");
        assertThat(Http.get(http, "/health")).startsWith("404");
        assertThat(metrics()).contains("coredns_plugin_enabled");
    }

    @Test
    void readsTheClusterAgainOnlyForOtherOptionsOfTheModel() throws Exception {
        lines("namespaces shop");
        assertThat(server.reload()).isTrue();
        assertThat(source.begun).hasValue(2);
        assertThat(source.ended).hasValue(1);
        assertThat(ttl()).isEqualTo(5);

        corefile(COREFILE.replace("import lines", "whatever"));
        assertThat(server.reload()).isFalse();
        assertThat(source.begun).hasValue(2);
        assertThat(source.ended).hasValue(1);
    }

    @Test
    void looksAtTheFileAndItsImportsFromTimeToTime() throws Exception {
        corefile(COREFILE.replace("import", "reload 2s 0s\nimport"));
        assertThat(server.reload()).isTrue();
        lines("ttl 30");
        await().atMost(Duration.ofSeconds(20)).until(() -> ttl() == 30);
        lines("ttl");
        await().atMost(Duration.ofSeconds(20)).until(() -> metrics().contains("coredns_reload_failed_total 1.0"));
        lines("ttl 31");
        await().atMost(Duration.ofSeconds(20)).until(() -> ttl() == 31);
        assertThat(metrics()).contains("coredns_reload_failed_total 1.0");
    }

    @Test
    void reloadsOnASignal() throws Exception {
        ReloadSignal.listen(server);
        lines("ttl 30");
        String self = Long.toString(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("kill", "-USR1", self).start().waitFor()).isZero();
        await().atMost(Duration.ofSeconds(20)).until(() -> ttl() == 30);
    }

    @Test
    void reloadsNothingOnceItIsClosed() throws Exception {
        server.close();
        lines("ttl 30");
        assertThat(server.reload()).isFalse();
    }
}
