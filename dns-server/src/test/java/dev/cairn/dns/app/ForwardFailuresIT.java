// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.handler.errors.ErrorsHandler;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.upstream.FakeUpstream;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What {@code errors} logs, and {@code cache} keeps, when {@code forward} has no answer. */
class ForwardFailuresIT {

    private static final int HEADER_BYTES = 12;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private CapturedLog log;

    @BeforeEach
    void capture() {
        log = open(new CapturedLog(ErrorsHandler.class));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T open(T each) {
        opened.push(each);
        return each;
    }

    private FakeUpstream upstream(FakeUpstream.Script script) throws IOException {
        return open(FakeUpstream.start(script));
    }

    private DnsServer server(String lines, FakeUpstream upstream) throws InterruptedException {
        DnsServer server = open(DnsServer.builder()
                .corefile(".:0 {\n bind 127.0.0.1\n" + lines.replace("UPSTREAM", address(upstream)) + "\n}", "Corefile")
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .source(InMemoryDiscovery.of())
                .build());
        server.start();
        return server;
    }

    private static String address(FakeUpstream upstream) {
        return "127.0.0.1:" + upstream.address().getPort();
    }

    private static Message ask(DnsServer server, String name) throws IOException {
        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            return new Message(
                    client.ask(Asking.question(name, Type.A).toWire()).bytes());
        }
    }

    /** What an upstream does, and what is logged for it. */
    record Fault(String name, FakeUpstream.Script script, String options, String logged) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("silent", asked -> {}, "read_timeout 100ms", "read udp UPSTREAM: i/o timeout"),
                new Fault(
                        "silent over TCP",
                        asked -> {},
                        "read_timeout 100ms\nforce_tcp",
                        "read tcp UPSTREAM: i/o timeout"),
                new Fault(
                        "answers with another id",
                        asked -> asked.reply(FakeUpstream.withId(FakeUpstream.answer(asked, 1), id(asked.query()) ^ 1)),
                        "read_timeout 100ms",
                        "read udp UPSTREAM: i/o timeout"),
                new Fault(
                        "rejects what it is asked",
                        asked -> asked.reply(rejection(asked)),
                        "",
                        "read udp UPSTREAM: no server gave a readable answer"));
    }

    private static int id(byte[] message) {
        return (message[0] & 0xFF) << 8 | message[1] & 0xFF;
    }

    /** A header that says REFUSED, and no question. */
    private static byte[] rejection(FakeUpstream.Asked asked) {
        byte[] header = Arrays.copyOf(FakeUpstream.answer(asked, 0, Rcode.REFUSED), HEADER_BYTES);
        Arrays.fill(header, 4, HEADER_BYTES, (byte) 0);
        return header;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aQuestionWithoutAnswerIsALineThatSaysWhy(Fault fault) throws Exception {
        FakeUpstream upstream = upstream(fault.script());
        DnsServer server = server(
                "errors\nforward . UPSTREAM {\n max_connect_attempts 1\n max_fails 0\n" + fault.options() + "\n}",
                upstream);

        assertThat(ask(server, "WWW.example.org.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(log.lines())
                .containsExactly("2 www.example.org. A: " + fault.logged().replace("UPSTREAM", address(upstream)));
        assertThat(log.levels()).containsExactly("ERROR");
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws Exception {
        FakeUpstream upstream = upstream(asked -> {});
        upstream.close();
        DnsServer server = server("errors\nforward . UPSTREAM {\n max_connect_attempts 1\n max_fails 0\n}", upstream);

        assertThat(ask(server, "www.example.org.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(log.lines())
                .containsExactly(
                        "2 www.example.org. A: dial udp " + address(upstream) + ": connection refused or unreachable");
    }

    @Test
    void allServersDownIsSaid() throws Exception {
        FakeUpstream upstream = upstream(asked -> {});
        upstream.close();
        DnsServer server = server(
                "errors\nforward . UPSTREAM {\n failfast_all_unhealthy_upstreams\n health_check 10ms\n max_fails 1\n}",
                upstream);

        await().until(() -> {
            ask(server, "www.example.org.");
            return log.lines().contains("2 www.example.org. A: no healthy proxies");
        });
    }

    @Test
    void failuresAreConsolidatedByTheWordsOfCoreDns() throws Exception {
        FakeUpstream upstream = upstream(asked -> {});
        DnsServer server = server("""
                errors {
                    consolidate 5m ".* i/o timeout$" warning
                }
                forward . UPSTREAM {
                    read_timeout 20ms
                    max_connect_attempts 1
                }""", upstream);
        for (String name : List.of("a.test.", "b.test.", "c.test.")) {
            assertThat(ask(server, name).getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
        assertThat(log.lines()).isEmpty();
        server.close();

        assertThat(log.lines()).containsExactly("3 errors like '.* i/o timeout$' occurred in last 5m0s");
    }

    @Test
    void whatIsTooMuchIsSaidAndNotKept() throws Exception {
        Queue<FakeUpstream.Asked> waiting = new ConcurrentLinkedQueue<>();
        FakeUpstream upstream = upstream(waiting::add);
        DnsServer server = server("errors\ncache 30\nforward . UPSTREAM {\n max_concurrent 1\n}", upstream);

        try (UdpClient client = new UdpClient(server.addresses().get(0))) {
            client.send(Asking.question("first.test.", Type.A).toWire());
            await().until(() -> waiting.size() == 1);
            assertThat(ask(server, "second.test.").getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(log.lines()).containsExactly("2 second.test. A: concurrent queries exceeded maximum 1");

            FakeUpstream.Asked first = waiting.remove();
            first.reply(FakeUpstream.answer(first, 1));
            assertThat(new Message(client.receive().bytes()).getRcode()).isEqualTo(Rcode.NOERROR);

            client.send(Asking.question("second.test.", Type.A).toWire());
            await().until(() -> waiting.size() == 1);
            FakeUpstream.Asked second = waiting.remove();
            second.reply(FakeUpstream.answer(second, 2));
            assertThat(new Message(client.receive().bytes()).getSection(Section.ANSWER))
                    .hasSize(2);
        }
    }

    @Test
    void whatServersFailToDoIsKept() throws Exception {
        FakeUpstream upstream = upstream(asked -> {});
        DnsServer server = server(
                "cache 30\nforward . UPSTREAM {\n read_timeout 50ms\n max_connect_attempts 1\n max_fails 0\n}",
                upstream);
        ask(server, "www.example.org.");

        assertThat(ask(server, "www.example.org.").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(upstream.queries()).isEqualTo(1);
    }
}
