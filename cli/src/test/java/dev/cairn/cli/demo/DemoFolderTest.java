// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.ManifestDiscovery;
import dev.cairn.discovery.manifests.ManifestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoFolderTest {
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");
    private static final int PODS = 14;

    @Test
    void packagesEveryManifestOfTheShop() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples/shop"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(DemoFolder.FILES);
        }
    }

    @Test
    void givesEachPodAnAddressOfItsOwn() throws IOException {
        Loopback loopback = Loopback.probe(PODS);
        try (DemoFolder folder = DemoFolder.create(loopback)) {
            assertThat(loopback.hasAddressPerPod()).isTrue();
            List<ReachableEndpoint> ten = ready(folder);
            assertThat(ten).hasSize(10);
            assertThat(ten)
                    .allMatch(found -> found.port().number() == loopback.port(0))
                    .allMatch(found -> found.endpoint().address().toString().startsWith("127.77."));
            assertThat(ten.stream().map(found -> found.endpoint().address()).distinct())
                    .hasSize(10);

            folder.scale(PODS);
            assertThat(ready(folder)).hasSize(PODS).containsAll(ten);
            folder.scale(3);
            assertThat(ready(folder)).hasSize(3);
        }
    }

    @Test
    void givesEachPodAPortWhereThereIsOneAddress() throws IOException {
        Loopback loopback = Loopback.single(PODS);
        try (DemoFolder folder = DemoFolder.create(loopback)) {
            folder.scale(10);
            List<ReachableEndpoint> ten = ready(folder);
            assertThat(ten).hasSize(10);
            assertThat(ten)
                    .allMatch(found -> found.endpoint().address().toString().equals("127.0.0.1"));
            assertThat(ten.stream().map(found -> found.port().number()).distinct())
                    .hasSize(10);

            folder.scale(3);
            assertThat(ready(folder)).hasSize(3);
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        DemoFolder folder = DemoFolder.create(Loopback.single(1));
        folder.scale(1);
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }

    private static List<ReachableEndpoint> ready(DemoFolder folder) {
        ManifestReport report = ManifestDiscovery.builder(folder.path())
                .podCidrs(Loopback.POD_CIDR)
                .check();
        assertThat(report.problems()).isEmpty();
        return report.services().stream()
                .filter(snapshot -> snapshot.name().equals(ORDERS))
                .flatMap(snapshot -> snapshot.endpointsOn("http").stream())
                .filter(found -> found.endpoint().isReady())
                .toList();
    }
}
