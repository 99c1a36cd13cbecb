// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator reads: one line for each change of state. */
class ReloaderTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(ManifestDiscovery.class);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FolderModels models = new FolderModels("test");
    private Reloader reloader;

    @BeforeEach
    void start() {
        reloader = new Reloader(folder, ManifestDiscovery.builder(folder).newControlPlane(), models);
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        LOGGER.detachAppender(log);
        LOGGER.setAdditive(true);
        LOGGER.setLevel(null);
        models.close();
    }

    @Test
    void saysWhatIsServedAtTheStart() throws IOException {
        write("a.yaml", service("orders", "a") + workload(3));
        reloader.load(FolderScan.of(folder));
        assertThat(lines()).containsExactly("INFO " + folder + ": 1 services, 3 pods, 1 namespaces from 1 files");
    }

    @Test
    void saysThatAnEmptyFolderServesNothing() throws IOException {
        reloader.load(FolderScan.of(folder));
        assertThat(lines())
                .containsExactly("INFO " + folder + ": no manifests yet, nothing is served until there are some");
    }

    @Test
    void saysOnOneLineWhatChanged() throws IOException {
        write("a.yaml", service("orders", "a") + service("carts", "a") + workload(10));
        reloader.load(FolderScan.of(folder));
        assertThat(reload("a.yaml", service("orders", "a") + service("refunds", "a") + workload(3)))
                .containsExactly(
                        "INFO " + folder
                                + ": -carts.shop, orders.shop 10 -> 3 ready endpoints, +refunds.shop with 3 ready endpoints, pods 10 -> 3");
        assertThat(reload("a.yaml", service("orders", "a").replace("80", "81") + service("refunds", "a") + workload(3)))
                .containsExactly("INFO " + folder + ": orders.shop changed");
        assertThat(reload(
                        "a.yaml",
                        "# only a comment\n" + service("orders", "a").replace("80", "81") + service("refunds", "a")
                                + workload(3)))
                .isEmpty();
    }

    @Test
    void reportsAnErrorOnceAndSaysWhenItIsMended() throws IOException {
        write("a.yaml", service("orders", "a") + workload(1));
        reloader.load(FolderScan.of(folder));
        assertThat(reload("b.yaml", service("orders", "a")))
                .containsExactly("ERROR " + folder + ": the last good state stays in service:\n  " + folder
                        + "/b.yaml:1: Service shop/orders stands twice, first in " + folder + "/a.yaml:1");
        assertThat(reload("b.yaml", service("orders", "a") + "# still\n")).isEmpty();
        Files.delete(folder.resolve("b.yaml"));
        assertThat(reload("a.yaml", service("orders", "a") + workload(2)))
                .containsExactly(
                        "INFO " + folder + ": mended, its state is served again",
                        "INFO " + folder + ": orders.shop 1 -> 2 ready endpoints, pods 1 -> 2");
    }

    @Test
    void reportsAFolderThatIsGoneOnce() throws IOException {
        reloader.load(FolderScan.of(folder));
        log.list.clear();
        reloader.unreadable(new NoSuchFileException("x"));
        reloader.unreadable(new NoSuchFileException("x"));
        assertThat(lines())
                .containsExactly("ERROR " + folder + ": the last good state stays in service:\n  " + folder
                        + ": cannot be read: x does not exist");
    }

    @Test
    void warnsOnceOfWhatIsProbablyNotMeant() throws IOException {
        write("a.yaml", service("orders", "nothing") + workload(1));
        reloader.load(FolderScan.of(folder));
        assertThat(lines())
                .last()
                .isEqualTo("WARN " + folder + ": probably not as meant:\n  " + folder
                        + "/a.yaml:1: Service shop/orders: its selector {app=nothing} matches no pod of its namespace");
        assertThat(reload("a.yaml", service("orders", "nothing") + workload(2)))
                .containsExactly("INFO " + folder + ": pods 1 -> 2");
    }

    private List<String> reload(String file, String text) throws IOException {
        write(file, text);
        log.list.clear();
        reloader.reload(FolderScan.of(folder));
        return lines();
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private void write(String name, String text) throws IOException {
        // A new file each time: two writes within one tick of the clock would look the same.
        Files.deleteIfExists(folder.resolve(name));
        Files.writeString(folder.resolve(name), text);
    }

    private static String service(String name, String app) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {selector: {app: %s}, ports: [{port: 80}]}
                ---
                """.formatted(name, app);
    }

    private static String workload(int replicas) {
        return """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: a, namespace: shop}
                spec: {replicas: %d, template: {metadata: {labels: {app: a}}}}
                """.formatted(replicas);
    }
}
