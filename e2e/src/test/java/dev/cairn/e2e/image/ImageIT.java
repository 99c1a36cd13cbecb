// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Command;
import dev.cairn.e2e.cluster.ControlGroup;
import dev.cairn.e2e.cluster.Daemon;
import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Http;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Image;
import dev.cairn.e2e.server.StockCorefile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The image under the securityContext, the limit and the mounts of kubeadm's Deployment of CoreDNS. */
class ImageIT {
    private static final long LIMIT_BYTES = 170L << 20;
    private static final int READY_SECONDS = 30;
    private static final String PLAIN_JAVA = "/opt/java/bin/plain";
    private static final Path FIRST_PORT = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String COREFILE_WITHOUT_CLUSTER = ".:53 {\n errors\n ready\n}\n";

    @Test
    void servesAsAPodOfTheStockDeployment() throws IOException {
        if (isHindered()) {
            return;
        }
        Image image = Image.unpack();
        Cluster cluster = Cluster.shared();
        URI api = URI.create(cluster.plane().url());
        Image.Pod pod = new Image.Pod(
                Map.of("/etc/coredns", corefile(stockCorefile()), ACCOUNT, account(cluster)),
                Map.of(
                        "KUBERNETES_SERVICE_HOST",
                        api.getHost(),
                        "KUBERNETES_SERVICE_PORT",
                        String.valueOf(api.getPort())));
        try (ControlGroup group = ControlGroup.create("image", LIMIT_BYTES);
                Daemon server = start(image, pod, group)) {
            awaitReady(server);
            assertConfined(server);
            String address = cluster.kubectl(
                    "get", "service", "kubernetes", "--namespace=default", "--output=jsonpath={.spec.clusterIP}");
            assertThat(dig("kubernetes.default.svc.cluster.local")).isEqualTo(address);
            assertThat(dig("+tcp", "kubernetes.default.svc.cluster.local")).isEqualTo(address);
            assertThat(Http.get("http://127.0.0.1:9153/metrics").body()).contains("coredns_dns_requests_total");
            assertDumpsThreads(server);
            server.signal("TERM");
            assertThat(server.awaitEnd()).as("exit code after SIGTERM").isZero();
            assertThat(group.kills()).isZero();
            Report.add(
                    Section.OPERATION,
                    "image as user 65532 with NET_BIND_SERVICE only, 170 MiB",
                    "serves on port 53, stops with 0, at most %d MiB",
                    group.highestMebibytes());
        }
    }

    @Test
    void servesAsRootWithNothingButTheCapability() throws IOException {
        if (isHindered()) {
            return;
        }
        try (Daemon server = start(Image.unpack().withUser("0:0"), withoutCluster())) {
            awaitReady(server);
        }
    }

    @Test
    void aPlainJavaNeedsPortsThatAreFreeForAll() throws IOException {
        if (isHindered()) {
            return;
        }
        Image image = Image.unpack();
        Path plain = image.root().resolve(PLAIN_JAVA.substring(1));
        Files.copy(image.root().resolve("opt/java/bin/java"), plain);
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Daemon server = start(image.withJava(PLAIN_JAVA), withoutCluster())) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(Files.readString(server.log())).contains(":53");
        }
        String before = Files.readString(FIRST_PORT);
        Files.writeString(FIRST_PORT, "0");
        try (Daemon server = start(image.withJava(PLAIN_JAVA), withoutCluster())) {
            awaitReady(server);
        } finally {
            Files.writeString(FIRST_PORT, before);
        }
    }

    private static boolean isHindered() {
        Optional<String> hindrance = Image.hindrance().or(ControlGroup::hindrance);
        hindrance.ifPresent(reason -> Report.add(Section.OPERATION, "image", "skipped: %s", reason));
        return hindrance.isPresent();
    }

    private static Image.Pod withoutCluster() throws IOException {
        return new Image.Pod(Map.of("/etc/coredns", corefile(COREFILE_WITHOUT_CLUSTER)), Map.of());
    }

    private static Daemon start(Image image, Image.Pod pod) {
        return Daemon.start("image", Settings.newFolder("image"), commandOf(image, pod));
    }

    private static Daemon start(Image image, Image.Pod pod, ControlGroup group) {
        return Daemon.start("image", Settings.newFolder("image"), group.command(commandOf(image, pod)));
    }

    private static List<String> commandOf(Image image, Image.Pod pod) {
        return image.command(pod, "-conf", "/etc/coredns/Corefile");
    }

    private static void awaitReady(Daemon server) {
        server.await(READY_SECONDS, () -> Http.isOk("http://127.0.0.1:8181/ready"));
    }

    /** That of the ConfigMap; nobody is asked for names outside of the cluster. */
    private static String stockCorefile() {
        return StockCorefile.read()
                .withUpstream("127.0.0.1:" + FreePorts.next())
                .withHealthOn("127.0.0.1:8080")
                .withLameduck("1s")
                .text();
    }

    private static Path corefile(String text) throws IOException {
        Path folder = Settings.newFolder("coredns");
        Files.writeString(folder.resolve("Corefile"), text);
        return folder;
    }

    /** What the kubelet puts into a pod of the ServiceAccount. */
    private static Path account(Cluster cluster) throws IOException {
        Path folder = Settings.newFolder("account");
        Files.writeString(folder.resolve("token"), cluster.plane().token("kube-system", "coredns"));
        Files.copy(cluster.plane().authority(), folder.resolve("ca.crt"));
        Files.writeString(folder.resolve("namespace"), "kube-system");
        return folder;
    }

    /** That this test does what it says. */
    private static void assertConfined(Daemon server) throws IOException {
        Path process = Path.of("/proc", String.valueOf(server.pid()));
        assertThat(Files.readString(process.resolve("status")))
                .containsPattern("Uid:\t65532\t65532\t65532\t65532")
                .contains("CapPrm:\t0000000000000400")
                .contains("CapEff:\t0000000000000400")
                .contains("CapBnd:\t0000000000000400")
                .contains("CapInh:\t0000000000000000")
                .contains("CapAmb:\t0000000000000000")
                .contains("NoNewPrivs:\t1");
        assertThatThrownBy(() -> Files.createFile(process.resolve("root/tmp/probe")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only");
    }

    private static void assertDumpsThreads(Daemon server) {
        server.signal("QUIT");
        Waiting.until("the log has a thread dump", 10, () -> {
            try {
                return Files.readString(server.log()).contains("\"dns-udp-0\"");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String dig(String... question) {
        String[] line = new String[question.length + 5];
        System.arraycopy(new String[] {"dig", "@127.0.0.1", "+short", "+time=2", "+tries=1"}, 0, line, 0, 5);
        System.arraycopy(question, 0, line, 5, question.length);
        return Command.run(line).succeeds().strip();
    }
}
