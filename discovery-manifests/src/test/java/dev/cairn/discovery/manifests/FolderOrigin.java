// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.KubernetesJson;
import dev.cairn.discovery.testkit.OriginLossContract;
import dev.cairn.discovery.testkit.PodsAndNodesContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes each object to a file of its own; the origin is lost while one of the files is broken. */
final class FolderOrigin implements OriginLossContract.LosableOrigin, PodsAndNodesContract.PopulatedOrigin {
    private static final String BROKEN_FILE = "broken.yaml";

    private final Path folder;
    private @Nullable ManifestDiscovery source;

    FolderOrigin(Path folder) {
        this.folder = folder;
    }

    // Opened when it is first asked for: then it has read what the test has written before.
    @Override
    public synchronized DiscoverySource source() {
        if (source == null) {
            source = ManifestDiscovery.builder(folder)
                    .pollInterval(Duration.ofMillis(50))
                    .settleTime(Duration.ofMillis(5))
                    .build();
        }
        return source;
    }

    @Override
    public void lose() {
        write(BROKEN_FILE, "{");
    }

    @Override
    public void regain() {
        delete(BROKEN_FILE);
    }

    @Override
    public void put(Namespace namespace) {
        write("namespace-" + namespace.name() + ".json", KubernetesJson.of(namespace));
    }

    @Override
    public void removeNamespace(String name) {
        delete("namespace-" + name + ".json");
    }

    @Override
    public void put(Service service) {
        write("service-" + service.name() + ".json", KubernetesJson.of(service));
    }

    @Override
    public void remove(ServiceName name) {
        delete("service-" + name + ".json");
    }

    @Override
    public void putGroup(ServiceName name, EndpointGroup group) {
        write("slice-" + name + "-" + group.name() + ".json", KubernetesJson.of(name, group));
    }

    @Override
    public void removeGroup(ServiceName name, String groupName) {
        delete("slice-" + name + "-" + groupName + ".json");
    }

    @Override
    public void put(Pod pod) {
        write("pod-" + pod.name() + "." + pod.namespace() + ".json", KubernetesJson.of(pod));
    }

    @Override
    public void removePod(String namespace, String name) {
        delete("pod-" + name + "." + namespace + ".json");
    }

    @Override
    public void put(Node node) {
        write("node-" + node.name() + ".json", KubernetesJson.of(node));
    }

    @Override
    public void removeNode(String name) {
        delete("node-" + name + ".json");
    }

    @Override
    public void close() {
        source().close();
    }

    private void write(String name, String text) {
        try {
            Path draft = Files.writeString(Files.createTempFile(folder, ".", ".tmp"), text);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
