// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn dns --state-dir} as a process that is started again while there is no API server. */
class StateDirIT {
    private static final String LISTENING = "listening on 127\\.0\\.0\\.1:(\\d+) .*";
    private static final Service WEB = service("web", "10.96.0.7");
    private static final Service OLD = service("old", "10.96.0.8");

    @TempDir
    private Path folder;

    private static Service service(String name, String address) {
        return Service.builder(ServiceName.of("shop", name))
                .clusterIps(IpAddress.parse(address))
                .build();
    }

    @Test
    void servesItsLastStateUntilTheApiServerIsThere() throws Exception {
        int apiPort = keepAState();
        try (CairnProcess server = start()) {
            String port = server.awaitLine(LISTENING);
            assertThat(server.output()).anyMatch(line -> line.contains("restored 2 services and 0 endpoints from"));
            assertThat(query(port, "web.shop.svc.cluster.local")).contains("NOERROR", "10.96.0.7", "Stale Answer");
            assertThat(query(port, "nosuch.shop.svc.cluster.local")).contains("SERVFAIL", "Not Ready");

            try (SmallApi api = SmallApi.start(apiPort, "shop", WEB)) {
                assertThat(api.port()).isEqualTo(apiPort);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(query(port, "web.shop.svc.cluster.local"))
                                .contains("NOERROR", "10.96.0.7")
                                .doesNotContain("Stale Answer"));
                assertThat(query(port, "old.shop.svc.cluster.local")).contains("NXDOMAIN");
                server.awaitLine("the restored state is replaced");
            }
            assertThat(server.stop()).isZero();
        }
    }

    /** Runs a server while there is an API server; returns that one's port. */
    private int keepAState() throws Exception {
        try (SmallApi api = SmallApi.start(0, "shop", WEB, OLD)) {
            api.writeKubeconfig(kubeconfig());
            try (CairnProcess server = start()) {
                server.awaitLine(LISTENING);
                assertThat(server.stop()).isZero();
            }
            return api.port();
        }
    }

    private Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    private CairnProcess start() throws Exception {
        return CairnProcess.start(
                "dns",
                "--kubeconfig",
                kubeconfig().toString(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--listen",
                "127.0.0.1:0");
    }

    private static String query(String port, String... words) {
        StringWriter out = new StringWriter();
        String[] all =
                Stream.concat(Stream.of("query", "-p", port), Stream.of(words)).toArray(String[]::new);
        Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .execute(all);
        return out.toString();
    }
}
