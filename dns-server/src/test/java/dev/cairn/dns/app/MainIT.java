// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.transport.Questions;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.wire.Rcode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as a container would run it. */
class MainIT {

    @TempDir
    Path folder;

    @Test
    void servesUntilTheSignalAndEndsWithZero() throws Exception {
        int port = freePort();
        Path pidFile = folder.resolve("pid");
        Path corefile = Files.writeString(folder.resolve("Corefile"), ". {\n bind 127.0.0.1\n errors\n}\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "-conf",
                        corefile.toString(),
                        "-p",
                        Integer.toString(port),
                        "-pidfile",
                        pidFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pidFile) || !process.isAlive());
            assertThat(Files.readString(pidFile).strip()).isEqualTo(Long.toString(process.pid()));
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (UdpClient client = new UdpClient(server)) {
                assertThat(Questions.rcode(
                                client.ask(Questions.a("www.example.org.", 1)).bytes()))
                        .isEqualTo(Rcode.SERVFAIL);
            }

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
