// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.testkit.KubernetesJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server on loopback that streams a few objects and then stays silent. */
final class SmallApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<String>> objects;

    private SmallApi(int port, Map<String, List<String>> objects) throws IOException {
        this.objects = objects;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A server with these Services in one namespace; port 0 is any free one. */
    static SmallApi start(int port, String namespace, Service... services) throws IOException {
        List<String> all = new ArrayList<>();
        for (Service service : services) {
            all.add(KubernetesJson.of(service, "5"));
        }
        return new SmallApi(
                port, Map.of("services", all, "namespaces", List.of(KubernetesJson.of(Namespace.of(namespace)))));
    }

    int port() {
        return server.getAddress().getPort();
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

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String resource = path.substring(path.lastIndexOf('/') + 1);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String object : objects.getOrDefault(resource, List.of())) {
                send(body, "ADDED", object);
            }
            send(
                    body,
                    "BOOKMARK",
                    "{\"metadata\":{\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},\"resourceVersion\":\"9\"}}");
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream body, String type, String object) throws IOException {
        String line = "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
        body.write(line.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
