// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySources;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.RecordingServiceWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real folder with real edits. */
class ManifestDiscoveryIT {
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void aFileWrittenInPlaceTakesEffectWithinASecond() throws IOException {
        Path file = write("orders.yaml", orders(10));
        RecordingServiceWatcher watcher = watch(start());
        awaitReady(watcher, 10);

        long startNanos = System.nanoTime();
        Files.writeString(file, orders(3));
        awaitReady(watcher, 3);

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aFileRenamedOverAnotherTakesEffect() throws IOException {
        Path file = write("orders.yaml", orders(10));
        RecordingServiceWatcher watcher = watch(start());
        awaitReady(watcher, 10);

        Files.move(write(".orders.yaml.swp", orders(4)), file, StandardCopyOption.ATOMIC_MOVE);
        awaitReady(watcher, 4);
    }

    @Test
    void aDeletedFileTakesItsServicesAwayAndANewOneBringsThem() throws IOException {
        Path file = write("orders.yaml", orders(2));
        RecordingServiceWatcher watcher = watch(start());
        awaitReady(watcher, 2);

        Files.delete(file);
        watcher.awaitAbsent();
        Files.createDirectories(folder.resolve("deep/er"));
        write("deep/er/orders.json", """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"orders","namespace":"shop"},
                 "spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}
                """);
        assertThat(watcher.awaitPresent().service().clusterIps()).containsExactly(IpAddress.parse("10.96.7.7"));
    }

    @Test
    void aBrokenFileLeavesTheLastGoodStateOfTheWholeFolder() throws IOException {
        Path file = write("orders.yaml", orders(2));
        Path other = write("other.yaml", service("other"));
        ManifestDiscovery source = start();
        RecordingServiceWatcher watcher = watch(source);
        awaitReady(watcher, 2);
        int told = watcher.states().size();

        Files.delete(other);
        Files.writeString(file, orders(3).replace("kind: Deployment", "kind: Deployment\nkind: Deployment"));
        DiscoveryException failure = watcher.awaitFailure();
        assertThat(failure).hasMessage(file + ":8: the key kind stands twice in one map");
        assertThat(failure.isPermanent()).isTrue();
        watcher.awaitStale();
        assertThat(watcher.states()).hasSize(told);
        RecordingServiceWatcher late = new RecordingServiceWatcher();
        open.add(source.watch(ServiceName.of("shop", "other"), late));
        late.awaitPresent();
        late.awaitFailure();

        Files.writeString(file, orders(3));
        awaitReady(watcher, 3);
        watcher.awaitFresh();
        late.awaitAbsent();
    }

    @Test
    void aMountedConfigMapIsFollowedWhenItsLinkIsSwapped() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..2026_01"));
        Files.writeString(first.resolve("orders.yaml"), orders(2));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(folder.resolve("orders.yaml"), Path.of("..data/orders.yaml"));
        RecordingServiceWatcher watcher = watch(start());
        awaitReady(watcher, 2);

        Path second = Files.createDirectory(folder.resolve("..2026_02"));
        Files.writeString(second.resolve("orders.yaml"), orders(5));
        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
        awaitReady(watcher, 5);
    }

    @Test
    void aFolderThatGoesAwayLeavesTheLastGoodState() throws IOException {
        write("orders.yaml", orders(2));
        RecordingServiceWatcher watcher = watch(start());
        awaitReady(watcher, 2);
        int told = watcher.states().size();

        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        assertThat(watcher.awaitFailure())
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("does not exist");
        assertThat(watcher.states()).hasSize(told);
        Files.move(away, folder);
        watcher.awaitFresh();
        write("orders.yaml", orders(6));
        awaitReady(watcher, 6);
    }

    @Test
    void anEmptyFolderIsSyncedAndEmpty() throws IOException {
        RecordingServiceWatcher watcher = watch(start());
        watcher.awaitAbsent();
        write("orders.yaml", orders(1));
        awaitReady(watcher, 1);
    }

    @Test
    void aSingleFileIsReadWithoutItsNeighbours() throws IOException {
        Path file = write("orders.yaml", orders(1));
        write("broken.yaml", "kind: [");
        ManifestDiscovery source = ManifestDiscovery.builder(file).build();
        open.add(source);
        RecordingServiceWatcher watcher = watch(source);
        awaitReady(watcher, 1);
        Files.writeString(file, orders(2));
        awaitReady(watcher, 2);
    }

    @Test
    void aMissingFolderIsAnErrorAtOnce() {
        Path missing = folder.resolve("nowhere");
        assertThatThrownBy(() -> ManifestDiscovery.builder(missing).build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void aFolderThatIsBrokenFromTheStartIsAnErrorWithEveryProblem() throws IOException {
        Path file = write(
                "broken.yaml", service("Orders") + "---\n" + service("other").replace("80", "80000"));
        assertThatThrownBy(() -> ManifestDiscovery.builder(folder).build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(file + ":3: Service shop/Orders: metadata.name must be")
                .hasMessageContaining(file + ":9: Service shop/other: spec.ports[0].port must be 1..65535, was 80000");
    }

    @Test
    void itIsFoundByItsScheme() throws IOException {
        write("orders.yaml", orders(1));
        DiscoverySource source = DiscoverySources.open("manifests", Map.of("folder", folder.toString()));
        open.add(source);
        awaitReady(watch(source), 1);
        assertThat(source.origin()).isEqualTo(folder.toString());
    }

    @Test
    void nothingIsReadAfterClose() throws IOException {
        write("orders.yaml", orders(1));
        ManifestDiscovery source = start();
        source.close();
        source.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("discovery-manifests");
        assertThatThrownBy(() -> watch(source)).isInstanceOf(IllegalStateException.class);
    }

    private static String service(String name) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {ports: [{port: 80}]}
                """.formatted(name);
    }

    private static String orders(int replicas) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: orders, namespace: shop}
                spec: {selector: {app: orders}, ports: [{port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: orders, namespace: shop}
                spec:
                  replicas: %d
                  template: {metadata: {labels: {app: orders}}}
                """.formatted(replicas);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ManifestDiscovery start() {
        ManifestDiscovery discovery = ManifestDiscovery.builder(folder).build();
        open.add(discovery);
        return discovery;
    }

    private RecordingServiceWatcher watch(DiscoverySource source) {
        RecordingServiceWatcher watcher = new RecordingServiceWatcher();
        open.add(source.watch(ORDERS, watcher));
        return watcher;
    }

    private static void awaitReady(RecordingServiceWatcher watcher, long count) {
        watcher.awaitPresent(
                count + " ready endpoints",
                snapshot -> snapshot.groups().stream()
                                .flatMap(group -> group.endpoints().stream())
                                .filter(Endpoint::isReady)
                                .count()
                        == count);
    }
}
