// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySources;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDiscoveryBuilderTest {
    @TempDir
    private Path folder;

    @Test
    void aCheckSaysWhatWouldBeServed() throws IOException {
        Files.copy(
                Objects.requireNonNull(getClass().getResourceAsStream("/manifests/everything.yaml")),
                folder.resolve("everything.yaml"));
        ManifestReport report = ManifestDiscovery.builder(folder).check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.files()).isEqualTo(1);
        assertThat(report.namespaces())
                .extracting(namespace -> namespace.name())
                .containsExactly("shop");
        assertThat(report.pods()).hasSize(9);
        assertThat(report.services())
                .extracting(snapshot -> snapshot.name().name())
                .containsExactly("db", "edge", "mail", "old", "orders");
        ServiceSnapshot orders = report.services().get(4);
        assertThat(orders.name()).isEqualTo(ServiceName.of("shop", "orders"));
        assertThat(orders.endpointsOn("http"))
                .filteredOn(endpoint -> endpoint.endpoint().isReady())
                .hasSize(4);
        assertThat(orders.endpointsOn("http"))
                .filteredOn(endpoint -> !endpoint.endpoint().isReady())
                .hasSize(1);
        assertThat(orders.endpointsOn("http").get(0).endpoint().zone()).hasValue("zone-1");
    }

    @Test
    void aCheckReportsEveryProblemByFileAndLine() throws IOException {
        Path b = Files.writeString(folder.resolve("b.yaml"), "kind: [\n");
        Path a = Files.writeString(folder.resolve("a.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: orders}
                spec:
                  selectr: {app: a}
                  ports: [{port: 0}]
                """);
        Path c = Files.write(folder.resolve("c.json"), new byte[] {'a', ':', ' ', (byte) 0xff});
        ManifestReport report = ManifestDiscovery.builder(folder).check();
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.problems())
                .extracting(ManifestProblem::toString)
                .containsExactly(
                        a + ":5: Service default/orders: unknown field spec.selectr, did you mean selector?",
                        a + ":6: Service default/orders: spec.ports[0].port must be 1..65535, was 0",
                        b
                                + ":2: not YAML: while parsing a flow node, expected the node content, but found '<stream end>'",
                        c + ": is not text in UTF-8");
        assertThat(report.problems()).extracting(ManifestProblem::isError).containsExactly(false, true, true, true);
        assertThat(report.services()).hasSize(1);
    }

    @Test
    void blocksAndRangesAreTakenFromTheBuilder() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort, ports: [{port: 80}]}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: p}}
                """);
        ManifestReport report = ManifestDiscovery.builder(folder)
                .serviceCidrs("fd00:1::/112")
                .podCidrs("127.1.0.0/16")
                .nodePorts(40_000, 40_000)
                .check();
        assertThat(report.services().get(0).service().clusterIps())
                .singleElement()
                .asString()
                .startsWith("fd00:1::");
        assertThat(report.services().get(0).service().ports().get(0).nodePort()).isEqualTo(40_000);
        assertThat(report.pods().get(0).addresses()).singleElement().asString().startsWith("127.1.");
    }

    @Test
    void hiddenFilesAndOtherNamesAreNotRead() throws IOException {
        for (String name :
                List.of(".hidden.yaml", "notes.txt", "a.yaml.bak", "kustomization.yaml", ".git/config.yaml")) {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "kind: [");
        }
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("missing"));
        assertThat(ManifestDiscovery.builder(folder).check().files()).isZero();
    }

    @Test
    void anAliasedListOfHugeSizeIsRefusedAndNotHeld() throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(
                folder.resolve("huge.yaml"),
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}), 17L << 20);
        }
        assertThat(ManifestDiscovery.builder(folder).check().problems())
                .singleElement()
                .asString()
                .endsWith("huge.yaml: is larger than 16777216 bytes; split it");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        ManifestDiscoveryBuilder builder = ManifestDiscovery.builder(folder);
        assertThatThrownBy(() -> builder.serviceCidrs("10.96.0.0/16", "10.97.0.0/16"))
                .hasMessageContaining("at most one CIDR of each family");
        assertThatThrownBy(() -> builder.podCidrs()).hasMessageContaining("at least one CIDR");
        assertThatThrownBy(() -> builder.podCidrs("10.244.0.0")).hasMessageContaining("a CIDR is written");
        assertThatThrownBy(() -> builder.nodePorts(5, 4)).hasMessageContaining("within 1..65535");
        assertThatThrownBy(() -> builder.pollInterval(Duration.ZERO))
                .hasMessageContaining("pollInterval must be 1 ms to 1 h");
        assertThatThrownBy(() -> builder.settleTime(Duration.ofDays(1))).hasMessageContaining("settleTime must be");
    }

    @Test
    void theSchemeSaysWhichOptionIsWrong() {
        assertThatThrownBy(() -> DiscoverySources.open("manifests", Map.of()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("needs the option folder");
        assertThatThrownBy(() -> DiscoverySources.open("manifests", Map.of("foldr", "x")))
                .hasMessageContaining("unknown option foldr")
                .hasMessageContaining("[folder, pod-cidr, service-cidr]");
        assertThatThrownBy(
                        () -> DiscoverySources.open("manifests", Map.of("folder", folder.toString(), "pod-cidr", "x")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("a CIDR option of manifests:// is wrong");
    }
}
