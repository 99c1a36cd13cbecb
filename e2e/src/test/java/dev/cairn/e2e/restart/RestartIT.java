// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The last known state is served until the API server is there, however the server ended. */
class RestartIT {
    private static final int NOT_READY = 14; // RFC 8914 §4.15
    private static final int STALE = 3; // RFC 8914 §4.4
    private static final int MAX_TTL_SECONDS = 5;
    private static final int SECONDS = 60; // an API server that has just started may refuse what it allows later

    private static ControlPlane plane;

    @BeforeAll
    static void start() {
        plane = ControlPlane.start();
        plane.kubectl(
                "apply",
                "--filename",
                Settings.root().resolve("deploy/dns-server-rbac.yaml").toString());
    }

    @AfterAll
    static void stop() {
        plane.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void servesItsLastStateUntilTheApiServerIsThere(String end) throws IOException {
        Scene scene = Scene.create("restart-" + end);
        scene.apply(scene.service("web") + scene.service("old") + scene.headless("db", "172.16.0.1", "172.16.0.2"));
        Path folder = Settings.newFolder("state");
        try (NameServer first = scene.server(folder)) {
            first.awaitReady();
            assertThat(scene.ask(first, "db").set()).containsExactlyInAnyOrder("172.16.0.1", "172.16.0.2");
            if (end.equals("killed")) {
                Waiting.until("the state is written", SECONDS, () -> hasState(folder));
                first.daemon().kill();
            }
        }
        scene.kubectl("delete", "service", "old");
        scene.apply(scene.service("new") + scene.headless("db", "172.16.0.2", "172.16.0.3"));
        plane.killApiServer();
        try (NameServer second = scene.server(folder)) {
            second.awaitReady(); // the state is young
            assertServesTheState(scene, second);

            plane.startApiServer();
            long startNanos = System.nanoTime();
            Waiting.until(
                    "all is read", SECONDS, () -> second.metrics().contains("cairn_cluster_synced{model=\"0\"} 1.0"));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            assertServesTheCluster(scene, second);
            Report.add(
                    Section.FAULTS,
                    "started without API server, its last state on disk, " + end,
                    "served with TTL <= 5, ready, age exported; replaced %d ms after the API server was back",
                    millis);
        }
    }

    private static void assertServesTheState(Scene scene, NameServer server) {
        assertThat(server.metrics())
                .contains("cairn_cluster_synced{model=\"0\"} 0.0")
                .containsPattern("cairn_cluster_restored_age_seconds\\{model=\"0\"} (0\\.[0-9]*[1-9]|[1-9])");
        for (String held : new String[] {"web", "old", "db"}) {
            Answer answer = scene.ask(server, held);
            assertThat(answer.data()).as("%s: %s", held, answer).isNotEmpty();
            assertThat(answer.extendedErrors()).as("%s: %s", held, answer).containsExactly(STALE);
            assertThat(ttls(answer)).as("%s: %s", held, answer).allMatch(ttl -> ttl <= MAX_TTL_SECONDS);
        }
        assertThat(scene.ask(server, "db").set()).containsExactlyInAnyOrder("172.16.0.1", "172.16.0.2");
        for (String unknown : new String[] {"new", "nobody", "_http._tcp.nobody"}) {
            Answer answer = scene.ask(server, unknown);
            assertThat(answer.rcode()).as("%s: %s", unknown, answer).isEqualTo("SERVFAIL");
            assertThat(answer.extendedErrors()).as("%s: %s", unknown, answer).containsExactly(NOT_READY);
        }
    }

    private static void assertServesTheCluster(Scene scene, NameServer server) {
        assertThat(server.metrics()).contains("cairn_cluster_restored_age_seconds{model=\"0\"} 0.0");
        assertThat(scene.ask(server, "db").set()).containsExactlyInAnyOrder("172.16.0.2", "172.16.0.3");
        assertThat(scene.ask(server, "new").rcode()).isEqualTo("NOERROR");
        assertThat(scene.ask(server, "old").rcode()).isEqualTo("NXDOMAIN");
        Answer web = scene.ask(server, "web");
        assertThat(web.extendedErrors()).isEmpty();
        assertThat(ttls(web)).containsExactly(30L);
    }

    private static Stream<Long> ttls(Answer answer) {
        return answer.message().getSection(org.xbill.DNS.Section.ANSWER).stream()
                .map(Record::getTTL);
    }

    private static boolean hasState(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".state"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A namespace of its own. */
    private record Scene(String namespace, Path kubeconfig) {
        private static Scene create(String namespace) {
            plane.kubectl("create", "namespace", namespace);
            return new Scene(namespace, plane.kubeconfig("kube-system", "coredns"));
        }

        private NameServer server(Path stateFolder) {
            return NameServer.startCairn(ServerSpec.of(kubeconfig), "-state-dir", stateFolder.toString());
        }

        private Answer ask(NameServer server, String name) {
            return new DnsClient(server.address()).ask(name + "." + namespace + ".svc.cluster.local.", Type.A);
        }

        private void kubectl(String... words) {
            plane.kubectl(Stream.concat(Stream.of(words), Stream.of("--namespace", namespace))
                    .toArray(String[]::new));
        }

        private void apply(String manifests) throws IOException {
            Path file = Files.writeString(Settings.newFolder(namespace).resolve("manifests.yaml"), manifests);
            kubectl("apply", "--filename", file.toString());
        }

        private String service(String name) {
            return """
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: { name: %s }
                    spec: { ports: [{ name: http, port: 80 }] }
                    """.formatted(name);
        }

        private String headless(String name, String... addresses) {
            return """
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: { name: %1$s }
                    spec: { clusterIP: None, ports: [{ name: http, port: 80 }] }
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: { name: %1$s-a, labels: { kubernetes.io/service-name: %1$s } }
                    addressType: IPv4
                    ports: [{ name: http, port: 80 }]
                    endpoints: [{ addresses: [%2$s] }, { addresses: [%3$s] }]
                    """.formatted(name, addresses[0], addresses[1]);
        }
    }
}
