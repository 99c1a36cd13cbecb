// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.TcpClient;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.upstream.FakeUpstream;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What clients see of {@code forward}. */
class ForwardIT {

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private FakeUpstream upstream(FakeUpstream.Script script) throws IOException {
        FakeUpstream upstream = FakeUpstream.start(script);
        opened.add(upstream);
        return upstream;
    }

    private static String address(FakeUpstream upstream) {
        return "127.0.0.1:" + upstream.address().getPort();
    }

    /** A server that reads these lines. */
    private DnsServer server(String lines) throws InterruptedException {
        return server(lines, InMemoryDiscovery.of());
    }

    private DnsServer server(String lines, InMemoryDiscovery discovery) throws InterruptedException {
        DnsServer server = DnsServer.builder()
                .corefile(".:0 {\n bind 127.0.0.1\n prometheus localhost:0\n" + lines + "\n}", "Corefile")
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .source(discovery)
                .build();
        opened.add(0, server);
        server.start();
        return server;
    }

    private static Message ask(DnsServer server, String name) throws IOException {
        return ask(server, Asking.question(name, Type.A));
    }

    private static Message ask(DnsServer server, Message question) throws IOException {
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            return new Message(client.ask(question.toWire()).bytes());
        }
    }

    private static Message withEdns(String name, int payloadBytes, EDNSOption... options) {
        Message question = Asking.question(name, Type.A);
        question.addRecord(new OPTRecord(payloadBytes, 0, 0, 0, options), Section.ADDITIONAL);
        return question;
    }

    @Test
    void answersWithTheRecordsFlagsAndCodeOfTheUpstream() throws Exception {
        FakeUpstream upstream = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 2)));
        DnsServer server = server("forward . " + address(upstream));

        Message answer = ask(server, "WWW.example.org.");

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(answer.getQuestion().getName()).hasToString("WWW.example.org.");
        assertThat(answer.getSection(Section.ANSWER))
                .extracting(each -> each.rdataToString() + " " + each.getTTL())
                .containsExactly("10.1.0.0 30", "10.1.0.1 30");
    }

    @Test
    void whatDoesNotFitTheClientIsCutThoughTheUpstreamGaveAll() throws Exception {
        FakeUpstream upstream = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 200)));
        DnsServer server = server("forward . " + address(upstream));

        Message small = ask(server, "many.example.org.");
        Message larger = ask(server, withEdns("many.example.org.", 1232));

        assertThat(small.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(small.toWire().length).isLessThanOrEqualTo(512);
        assertThat(larger.getSection(Section.ANSWER).size())
                .isGreaterThan(small.getSection(Section.ANSWER).size());
        try (TcpClient tcp = new TcpClient(server.addresses().get(0))) {
            Message whole = new Message(
                    tcp.ask(Asking.question("many.example.org.", Type.A).toWire()));
            assertThat(whole.getSection(Section.ANSWER)).hasSize(200);
            assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        }
    }

    @Test
    void ednsGoesFromHopToHop() throws Exception {
        List<Message> seen = new ArrayList<>();
        FakeUpstream upstream = upstream(asked -> {
            seen.add(new Message(asked.query()));
            asked.reply(FakeUpstream.answer(asked, 1));
        });
        DnsServer server = server("forward . " + address(upstream));
        Message question = withEdns("a.example.org.", 4096, new NSIDOption(new byte[0]));
        question.getHeader().setFlag(Flags.CD);

        ask(server, question);
        ask(server, "b.example.org.");

        assertThat(seen).hasSize(2).allSatisfy(query -> {
            assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
            assertThat(query.getOPT().getOptions()).isEmpty();
            assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
        });
        assertThat(seen.get(0).getHeader().getFlag(Flags.CD)).isTrue();
        assertThat(seen.get(0).getHeader().getID())
                .isNotEqualTo(question.getHeader().getID());
        assertThat(seen.get(1).getHeader().getFlag(Flags.CD)).isFalse();
    }

    @Test
    void optionsThatRewriteSetsReachTheUpstreamAndThoseOfTheClientDoNot() throws Exception {
        List<Message> seen = new ArrayList<>();
        FakeUpstream upstream = upstream(asked -> {
            seen.add(new Message(asked.query()));
            asked.reply(FakeUpstream.answer(asked, 1));
        });
        DnsServer server = server("""
                cache 30
                rewrite continue edns0 local set 0xffee {client_ip}
                rewrite continue edns0 subnet set 24 56
                rewrite ttl regex .* 7
                forward . %s""".formatted(address(upstream)));

        Message answer = ask(server, withEdns("a.example.org.", 1232, new NSIDOption(new byte[0])));
        ask(server, "b.example.org.");

        assertThat(seen)
                .hasSize(2)
                .allSatisfy(query -> assertThat(query.getOPT().getOptions())
                        .extracting(EDNSOption::getCode)
                        .containsExactly(0xffee, EDNSOption.Code.CLIENT_SUBNET));
        assertThat(answer.getOPT().getOptions()).isEmpty();
        assertThat(answer.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(7);
    }

    @Test
    void noAnswerIsServfailThatSaysWhy() throws Exception {
        FakeUpstream silent = upstream(asked -> {});
        DnsServer server = server("forward . " + address(silent) + " {\n read_timeout 200ms\n}");

        Message answer = ask(server, withEdns("a.example.org.", 1232));

        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        ExtendedErrorCodeOption error =
                (ExtendedErrorCodeOption) answer.getOPT().getOptions().get(0);
        assertThat(error.getErrorCode()).isEqualTo(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY);
        assertThat(error.getText()).isEqualTo("no server answered in time");
    }

    @Test
    void tooManyWaitingAreServfailAtOnceAndCounted() throws Exception {
        FakeUpstream silent = upstream(asked -> {});
        DnsServer server = server("forward . " + address(silent) + " {\n max_concurrent 1\n}");
        try (UdpClient first = new UdpClient(server.addresses().get(0))) {
            first.send(Asking.question("a.example.org.", Type.A).toWire());
            await().until(() -> silent.queries() > 0);

            long startNanos = System.nanoTime();
            Message answer = ask(server, withEdns("b.example.org.", 1232));

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofMillis(500));
            assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(answer.getOPT().getOptions()).hasSize(1);
            assertThat(metrics(server)).contains("coredns_forward_max_concurrent_rejects_total 1.0\n");
        }
    }

    @Test
    void nextForwardIsAskedForTheCodesThatAreSaid() throws Exception {
        FakeUpstream unknowing = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 0, Rcode.NXDOMAIN)));
        FakeUpstream empty = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 0)));
        FakeUpstream knowing = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 3)));
        DnsServer server = server("forward . " + address(unknowing) + " {\n next NXDOMAIN\n}\n"
                + "forward . " + address(empty) + " {\n next_on_nodata\n}\n"
                + "forward . " + address(knowing) + " {\n next NOERROR\n}");

        assertThat(ask(server, "a.example.org.").getSection(Section.ANSWER)).hasSize(3);
    }

    @Test
    void eachLineHasItsZoneAndItsExceptions() throws Exception {
        FakeUpstream lab = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 1)));
        FakeUpstream rest = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 2)));
        DnsServer server = server(
                "forward lab.test " + address(lab) + "\nforward . " + address(rest) + " {\n except nowhere.test\n}");

        assertThat(ask(server, "a.lab.test.").getSection(Section.ANSWER)).hasSize(1);
        assertThat(ask(server, "a.test.").getSection(Section.ANSWER)).hasSize(2);
        assertThat(ask(server, "a.nowhere.test.").getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void clusterNamesNeverLeaveEvenBeforeTheFirstSync() throws Exception {
        FakeUpstream upstream = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 1)));
        String lines = "kubernetes cluster.local 10.in-addr.arpa {\n startup_timeout 10ms\n fallthrough\n}\n";
        DnsServer server = server(lines + "forward . " + address(upstream), new InMemoryDiscovery("memory"));

        assertThat(ask(server, "web.shop.svc.cluster.local.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask(server, "1.0.0.10.in-addr.arpa.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask(server, "www.example.org.").getRcode()).isEqualTo(Rcode.NOERROR);

        assertThat(upstream.queries()).isEqualTo(1);
    }

    @Test
    void countsAsCoreDnsDoes() throws Exception {
        FakeUpstream upstream = upstream(asked -> asked.reply(FakeUpstream.answer(asked, 1)));
        String to = address(upstream);
        DnsServer server = server("forward . " + to + " {\n force_tcp\n}");
        ask(server, "a.example.org.");
        ask(server, "b.example.org.");

        assertThat(metrics(server))
                .contains("coredns_proxy_request_duration_seconds_count{proxy_name=\"forward\",rcode=\"NOERROR\",to=\""
                        + to + "\"} 2\n")
                .contains("coredns_proxy_conn_cache_misses_total{proto=\"tcp\",proxy_name=\"forward\",to=\"" + to
                        + "\"} 1.0\n")
                .contains("coredns_proxy_conn_cache_hits_total{proto=\"tcp\",proxy_name=\"forward\",to=\"" + to
                        + "\"} 1.0\n")
                .contains("coredns_forward_healthcheck_broken_total 0.0\n")
                .contains("plugin=\"forward\",rcode=\"NOERROR\"");
    }

    @Test
    void closingTheServerFailsWhatWaitsInTime() throws Exception {
        FakeUpstream silent = upstream(asked -> {});
        DnsServer server = server("forward . " + address(silent));
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            client.send(Asking.question("a.example.org.", Type.A).toWire());
            await().until(() -> silent.queries() > 0);

            long startNanos = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void filesThatListServersAreReadAgain() throws Exception {
        // Port 53 cannot be had here, so what is shown is that the list is taken up, not that its servers answer.
        Path file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
        DnsServer server =
                server("forward . " + file + " {\n max_fails 0\n read_timeout 100ms\n max_connect_attempts 1\n}");
        ask(server, "a.example.org.");
        Files.writeString(file, "nameserver 127.0.0.2\nnameserver 127.0.0.3\n");

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            ask(server, "b.example.org.");
            return metrics(server).contains("to=\"127.0.0.2:53\"");
        });
    }

    private static String metrics(DnsServer server) throws IOException, InterruptedException {
        InetSocketAddress address = server.httpAddress(new HostPort("localhost", 0));
        return Http.get(address, "/metrics");
    }
}
