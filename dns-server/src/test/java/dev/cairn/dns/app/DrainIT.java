// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.transport.Questions;
import dev.cairn.dns.transport.TcpClient;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.upstream.FakeUpstream;
import dev.cairn.dns.wire.ExtendedError;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Clients that wait for an upstream which never answers, when the address that they asked is closed. */
class DrainIT {

    @TempDir
    private Path folder;

    private FakeUpstream upstream;
    private DnsServer server;

    @BeforeEach
    void start() throws Exception {
        upstream = FakeUpstream.start(asked -> {});
        corefile("127.0.0.1");
        server = DnsServer.builder()
                .corefile(folder.resolve("Corefile"))
                .environment(Map.of())
                .warmUp(Duration.ZERO)
                .source(InMemoryDiscovery.of())
                .build();
        server.start();
    }

    private void corefile(String address) throws IOException {
        Files.writeString(
                folder.resolve("Corefile"),
                ".:0 {\n bind " + address + "\n forward . 127.0.0.1:"
                        + upstream.address().getPort() + " {\n read_timeout 10s\n}\n}\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        upstream.close();
    }

    @Test
    void areAnsweredWhenTheServerStops() throws Exception {
        InetSocketAddress address = server.addresses().get(0);
        try (UdpClient udp = new UdpClient(address);
                TcpClient tcp = new TcpClient(address)) {
            udp.send(question().toWire());
            tcp.send(Questions.stream(question().toWire()));
            await().until(() -> upstream.queries() == 2);

            server.close();

            assertStopping(udp.receive().bytes());
            assertStopping(tcp.receive());
        }
    }

    @Test
    void areAnsweredWhenAReloadTakesTheirAddressAway() throws Exception {
        try (UdpClient udp = new UdpClient(server.addresses().get(0))) {
            udp.send(question().toWire());
            await().until(() -> upstream.queries() == 1);
            corefile("127.0.0.2");

            assertThat(server.reload()).isTrue();

            assertStopping(udp.receive().bytes());
        }
    }

    private static Message question() {
        Message question = Asking.question("www.example.org.", Type.A);
        question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        return question;
    }

    private static void assertStopping(byte[] reply) throws IOException {
        Message answer = new Message(reply);
        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answer.getOPT().getOptions())
                .extracting(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .containsExactly(ExtendedError.NOT_READY);
    }
}
