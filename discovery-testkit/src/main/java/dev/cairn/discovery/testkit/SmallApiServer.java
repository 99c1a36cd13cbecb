// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Kubernetes API server on loopback that lists a few objects by a watch, as API servers of today do, and then has nothing more to tell.
 * <b>Thread-safe.</b>
 */
public final class SmallApiServer implements AutoCloseable {
    private static final String END_OF_LIST =
            "{\"metadata\":{\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},\"resourceVersion\":\"9\"}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<String>> objects;

    private SmallApiServer(int port, Map<String, List<String>> objects) throws IOException {
        this.objects = Map.copyOf(objects);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * A running server.
     *
     * @param port where it listens; 0 for any free port
     * @param objects by resource, such as {@code endpointslices}, in JSON as {@link KubernetesJson} writes it; those left out are empty
     */
    public static SmallApiServer start(int port, Map<String, List<String>> objects) throws IOException {
        return new SmallApiServer(port, objects);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Its URL. */
    public String url() {
        return "http://localhost:" + port();
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
            send(body, "BOOKMARK", END_OF_LIST);
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

    /** Ends its connections and stops listening. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
