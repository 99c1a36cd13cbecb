// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.testkit.KubernetesJson;
import dev.cairn.discovery.testkit.SmallApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An API server with Services in one namespace, and the way to it. */
final class SmallApi implements AutoCloseable {
    private final SmallApiServer server;

    private SmallApi(SmallApiServer server) {
        this.server = server;
    }

    /** A server with these Services in one namespace; port 0 is any free one. */
    static SmallApi start(int port, String namespace, Service... services) throws IOException {
        List<String> all = Stream.of(services)
                .map(service -> KubernetesJson.of(service, "5"))
                .toList();
        return new SmallApi(SmallApiServer.start(
                port, Map.of("services", all, "namespaces", List.of(KubernetesJson.of(Namespace.of(namespace))))));
    }

    int port() {
        return server.port();
    }

    /** Writes a kubeconfig that leads here. */
    void writeKubeconfig(Path file) throws IOException {
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: secret}}]
                contexts: [{name: here, context: {cluster: c, user: u}}]
                """.formatted(port()));
    }

    @Override
    public void close() {
        server.close();
    }
}
