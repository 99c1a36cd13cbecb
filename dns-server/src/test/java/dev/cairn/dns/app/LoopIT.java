// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.handler.CapturedLog;
import dev.cairn.dns.handler.errors.ErrorsHandler;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class LoopIT {

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void serverThatForwardsToItselfSaysSoAndAnswersServfailAtOnce() throws Exception {
        int port = freePort();
        String corefile = ".:" + port + " {\n bind 127.0.0.1\n prometheus localhost:0\n errors\n loop\n"
                + " forward . 127.0.0.1:" + port + "\n}\n";
        try (CapturedLog log = new CapturedLog(ErrorsHandler.class);
                DnsServer server = DnsServer.builder()
                        .corefile(corefile, "Corefile")
                        .environment(Map.of())
                        .warmUp(Duration.ZERO)
                        .source(InMemoryDiscovery.of())
                        .build()) {
            server.start();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Http.get(server.httpAddress(new HostPort("localhost", 0)), "/metrics")
                            .contains("cairn_loop_detections_total{zone=\".\"} 1.0"));

            long startNanos = System.nanoTime();
            try (UdpClient client = new UdpClient(server.addresses().get(0))) {
                byte[] question = Asking.question("www.example.org.", Type.A).toWire();
                assertThat(new Message(client.ask(question).bytes()).getRcode()).isEqualTo(Rcode.SERVFAIL);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(1));
            assertThat(log.lines()).contains("2 www.example.org. A: forwarded questions come back to this server");
        }
    }
}
