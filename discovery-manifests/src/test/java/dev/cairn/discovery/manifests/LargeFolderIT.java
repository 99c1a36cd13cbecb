// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.testkit.RecordingClusterWatcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand Services over ten thousand replicas. The limit is far above what is usual: it catches what grows with the square. */
class LargeFolderIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void aLargeFolderIsReadQuicklyAndAChangeTellsOfOneService() throws IOException {
        for (int file = 0; file < 20; file++) {
            Files.writeString(folder.resolve("part-" + file + ".yaml"), part(file, 10));
        }
        long startNanos = THREADS.getCurrentThreadCpuTime();
        try (ManifestDiscovery source = ManifestDiscovery.builder(folder).build()) {
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - startNanos))
                    .isLessThan(LIMIT);
            RecordingClusterWatcher watcher = new RecordingClusterWatcher().patience(Duration.ofSeconds(30));
            source.watchAll(Selection.all(), watcher);
            watcher.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
            int told = watcher.deliveries().size();

            Files.writeString(folder.resolve("part-7.yaml"), part(7, 10).replaceFirst("replicas: 10", "replicas: 3"));
            ServiceName changed = ServiceName.of("ns-7", "service-0");
            watcher.awaitService(changed, "three endpoints", snapshot -> readyEndpoints(snapshot) == 3);
            assertThat(watcher.deliveries()).hasSize(told + 1);
        }
    }

    private static long readyEndpoints(ServiceSnapshot snapshot) {
        return snapshot.groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .filter(Endpoint::isReady)
                .count();
    }

    private static String part(int file, int replicas) {
        return IntStream.range(0, 50)
                .mapToObj(i -> """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: service-%d, namespace: ns-%d}
                        spec: {selector: {app: app-%d}, ports: [{name: http, port: 80, targetPort: web}]}
                        ---
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: app-%d, namespace: ns-%d}
                        spec:
                          replicas: %d
                          template:
                            metadata: {labels: {app: app-%d}}
                            spec: {containers: [{name: web, ports: [{name: web, containerPort: 8080}]}]}
                        """.formatted(i, file, i, i, file, replicas, i))
                .collect(Collectors.joining("---\n"));
    }
}
