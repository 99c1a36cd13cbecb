// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.upstream.FakeUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The files that distributions ship are started and answer. Changed in them are only addresses and ports, which are free ones on loopback,
 * the servers that they forward to, and how long a stop waits.
 */
class StockCorefilesIT {

    private static final HostPort HEALTH = new HostPort("127.0.0.1", 0);
    private static final HostPort OTHER_PAGES = new HostPort("localhost", 0);
    private static final String OUTSIDE = "10.1.0.0";
    private static final String OF_STUB_DOMAIN = "10.1.0.0 10.1.0.1";

    /** What every one of them answers. */
    private static final Map<String, String> CLUSTER = Map.of(
            "web.shop.svc.cluster.local. A", "10.96.0.7",
            "WEB.shop.svc.cluster.local. A", "10.96.0.7",
            "_http._tcp.web.shop.svc.cluster.local. SRV", "0 100 80 web.shop.svc.cluster.local.",
            "7.0.96.10.in-addr.arpa. PTR", "web.shop.svc.cluster.local.",
            "10-244-0-9.shop.pod.cluster.local. A", "10.244.0.9",
            "missing.shop.svc.cluster.local. A", "NXDOMAIN",
            "www.example.org. A", OUTSIDE,
            "1.0.150.10.in-addr.arpa. PTR", "NOERROR"); // not of the cluster, so the upstream says it

    /** What some answer besides. */
    private static final Map<String, Map<String, String>> OWN = Map.of(
            "kubeadm", Map.of("registry.internal. A", "10.96.0.8", "git.corp.example. A", OF_STUB_DOMAIN),
            "k3s",
                    Map.of(
                            "node-1. A", "10.0.0.21",
                            "22.0.0.10.in-addr.arpa. PTR", "node-2.",
                            "git.corp.example. A", "10.150.0.7",
                            "shop.apps.corp.example. A", "10.150.0.7",
                            "wiki.corp.example. A", OF_STUB_DOMAIN),
            "aks",
                    Map.of(
                            "web.apps.example.com. A", "10.96.0.9",
                            "vault.example.com. A", "10.0.0.5",
                            "a.b.c.d.internal.cloudapp.net. A", "NXDOMAIN",
                            "vm.internal.cloudapp.net. A", OUTSIDE,
                            "vm.reddog.microsoft.com. A", "NXDOMAIN",
                            "git.corp.example. A", OF_STUB_DOMAIN),
            "minikube", Map.of("host.minikube.internal. A", "192.168.49.1"));

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private InMemoryDiscovery cluster;
    private FakeUpstream outside;
    private FakeUpstream ofStubDomain;

    static List<StockCorefile> stock() throws IOException {
        return StockCorefile.all();
    }

    @BeforeEach
    void openWorld() throws IOException {
        cluster = open(InMemoryDiscovery.of(
                service("shop", "web", "10.96.0.7"),
                service("tools", "registry", "10.96.0.8"),
                service("default", "web", "10.96.0.9")));
        outside = open(FakeUpstream.start(asked -> answer(asked, 1)));
        ofStubDomain = open(FakeUpstream.start(asked -> answer(asked, 2)));
    }

    private static Service service(String namespace, String name, String address) {
        return Service.builder(ServiceName.of(namespace, name))
                .clusterIps(IpAddress.parse(address))
                .ports(ServicePort.tcp("http", 80))
                .build();
    }

    /** Addresses for those who want them, and nothing else for names that are there. */
    private static void answer(FakeUpstream.Asked asked, int addresses) throws IOException {
        int type = new Message(asked.query()).getQuestion().getType();
        asked.reply(FakeUpstream.answer(asked, type == Type.A ? addresses : 0));
    }

    private <T extends AutoCloseable> T open(T each) {
        opened.push(each);
        return each;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @ParameterizedTest
    @MethodSource("stock")
    void isStartedAndAnswers(StockCorefile file) throws Exception {
        DnsServer clusterDns = file.name().equals("nodelocaldns") ? started(new StockCorefile("kubeadm"), ":0") : null;
        DnsServer server = started(
                file, clusterDns == null ? "" : text(clusterDns.addresses().get(0)));

        CLUSTER.forEach((question, answer) ->
                assertThat(ask(server, question)).as(question).isEqualTo(answer));
        OWN.getOrDefault(file.name(), Map.of())
                .forEach((question, answer) ->
                        assertThat(ask(server, question)).as(question).isEqualTo(answer));
        assertThat(Http.get(server.httpAddress(HEALTH), "/health")).isEqualTo("200 OK");
        assertThat(Http.get(server.httpAddress(OTHER_PAGES), "/metrics"))
                .startsWith("200 ")
                .contains("coredns_build_info{", "coredns_dns_requests_total{");
        if (clusterDns == null) {
            assertThat(Http.get(server.httpAddress(OTHER_PAGES), "/ready")).isEqualTo("200 OK");
        } else {
            assertThat(Http.get(clusterDns.httpAddress(OTHER_PAGES), "/metrics"))
                    .containsPattern("coredns_dns_requests_total\\{[^}]*proto=\"tcp\"")
                    .doesNotContainPattern("coredns_dns_requests_total\\{[^}]*proto=\"udp\"");
        }
    }

    private DnsServer started(StockCorefile file, String clusterDns) throws Exception {
        Path corefile = file.copyTo(Files.createTempDirectory(folder, file.name()));
        try (Stream<Path> files = Files.walk(corefile.getParent())) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(each, onLoopback(Files.readString(each), clusterDns));
            }
        }
        DnsServer server = open(DnsServer.builder()
                .corefile(corefile)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .source(cluster)
                .build());
        server.start();
        return server;
    }

    private String onLoopback(String text, String clusterDns) {
        return text.replace("/etc/resolv.conf", text(outside.address()))
                .replace("forward . 10.96.0.11", "forward . " + clusterDns)
                .replaceAll("forward \\. 10\\.150\\.0\\.1\\b", "forward . " + text(ofStubDomain.address()))
                .replace(" 10.150.0.2\n", " " + text(ofStubDomain.address()) + "\n")
                .replaceAll("(?m)^( *)health( [0-9.:]+)?(?= \\{|$)", "$1health 127.0.0.1:0")
                .replaceAll("(?m)^( *)ready$", "$1ready localhost:0")
                .replaceAll("prometheus :\\d+", "prometheus localhost:0")
                .replace("lameduck 5s", "lameduck 1ms");
    }

    private static String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    /** The data of the records, or the response code where there are none. */
    private static String ask(DnsServer server, String question) {
        String[] words = question.split(" ", 2);
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            byte[] request = Asking.question(words[0], Type.value(words[1])).toWire();
            Message answer = new Message(client.ask(request).bytes());
            List<Record> records = answer.getSection(Section.ANSWER);
            assertThat(records)
                    .as(question)
                    .allMatch(each -> each.getName().toString().equals(words[0]));
            return records.isEmpty()
                    ? Rcode.string(answer.getRcode())
                    : records.stream().map(Record::rdataToString).sorted().collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(question, e);
        }
    }
}
