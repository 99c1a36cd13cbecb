// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.kubernetes.ScriptedWorld.Event;
import dev.cairn.discovery.kubernetes.ScriptedWorld.Stored;
import dev.cairn.discovery.testkit.KubernetesJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An API server on loopback that lists and watches a {@link ScriptedWorld} as Kubernetes does, and misbehaves where a test says so:
 * a {@link Fault} that wants an exchange answers it instead. <b>Thread-safe.</b>
 */
final class ScriptedApi implements AutoCloseable {
    private static final String BY_NAME = "metadata.name=";

    private final ScriptedWorld world = new ScriptedWorld();
    private final ServerSocket server;
    private final String scheme;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<ScriptedExchange> requests = new CopyOnWriteArrayList<>();
    private volatile boolean isLost;
    private volatile boolean isHeld;
    private volatile boolean sendsBookmarks = true;

    /** Answers an exchange instead of the server, or only prepares it; returns whether it has answered. */
    interface Fault {
        boolean handle(ScriptedExchange exchange) throws IOException, InterruptedException;
    }

    ScriptedApi() throws IOException {
        this(ServerSocketFactory.getDefault(), "http");
    }

    /** A server whose sockets come from this factory, such as one for TLS. */
    ScriptedApi(ServerSocketFactory sockets, String scheme) throws IOException {
        this.scheme = scheme;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("scripted-api", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    ScriptedWorld world() {
        return world;
    }

    List<ScriptedExchange> requests() {
        return requests;
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getLocalPort();
    }

    /** A kubeconfig that leads here, with a context {@code here} in namespace {@code shop}. */
    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: secret}}]
                contexts: [{name: here, context: {cluster: c, user: u, namespace: shop}}]
                """.formatted(url()));
    }

    /** Adds a fault, which stays until the returned handle is run. */
    Runnable fault(Fault fault) {
        faults.add(fault);
        return () -> faults.remove(fault);
    }

    /** Adds a fault for the first {@code times} exchanges that it answers or prepares. */
    void faultTimes(int times, Predicate<ScriptedExchange> which, Fault fault) {
        int[] left = {times};
        faults.add(exchange -> {
            synchronized (left) {
                if (left[0] == 0 || !which.test(exchange)) {
                    return false;
                }
                left[0]--;
            }
            return fault.handle(exchange);
        });
    }

    /** Streaming lists are refused, as by servers that have them switched off. */
    Runnable withoutStreamingLists() {
        return fault(exchange -> {
            if (!exchange.isStreamingList()) {
                return false;
            }
            exchange.refuse(422, "Invalid", "sendInitialEvents: Forbidden: the WatchList feature gate is off");
            return true;
        });
    }

    /** Only who shows a certificate that the server trusts gets an answer. For servers of TLS. */
    void requireClientCertificate() {
        ((SSLServerSocket) server).setNeedClientAuth(true);
    }

    void withoutBookmarks() {
        sendsBookmarks = false;
    }

    /** Cuts every connection and accepts none until {@link #regain()}. */
    void lose() {
        isLost = true;
        cutAll();
    }

    void regain() {
        isLost = false;
    }

    /** Answers nothing until {@link #release()}. */
    void hold() {
        isHeld = true;
    }

    void release() {
        isHeld = false;
        cutAll();
    }

    void cutAll() {
        open.forEach(ScriptedApi::close);
    }

    void put(Service service) {
        world.put(Resource.SERVICES, service.name().namespace(), service.name().name(), KubernetesJson.of(service));
    }

    void remove(ServiceName name) {
        world.remove(Resource.SERVICES, name.namespace(), name.name());
    }

    void putGroup(ServiceName name, EndpointGroup group) {
        world.put(Resource.ENDPOINT_SLICES, name.namespace(), group.name(), KubernetesJson.of(name, group));
    }

    void removeGroup(ServiceName name, String groupName) {
        world.remove(Resource.ENDPOINT_SLICES, name.namespace(), groupName);
    }

    void put(Namespace namespace) {
        world.put(Resource.NAMESPACES, "", namespace.name(), KubernetesJson.of(namespace));
    }

    void put(Pod pod) {
        world.put(Resource.PODS, pod.namespace(), pod.name(), KubernetesJson.of(pod));
    }

    void put(Node node) {
        world.put(Resource.NODES, "", node.name(), KubernetesJson.of(node));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                if (isLost) {
                    drop(socket);
                } else {
                    start("scripted-api-connection", () -> serve(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            ScriptedExchange exchange = ScriptedExchange.read(socket);
            while (isHeld && !socket.isClosed()) {
                world.after(Long.MAX_VALUE);
            }
            requests.add(exchange);
            for (Fault fault : faults) {
                if (fault.handle(exchange)) {
                    return;
                }
            }
            answer(exchange);
        } catch (IOException e) {
            // The client went away, or the script cut the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(socket);
        }
    }

    private void answer(ScriptedExchange exchange) throws IOException, InterruptedException {
        if (exchange.isWatch()) {
            watch(exchange);
        } else {
            page(exchange);
        }
    }

    private static Predicate<Stored> filter(ScriptedExchange exchange) {
        Resource resource = exchange.resource();
        String namespace = exchange.namespace();
        String fields = exchange.query("fieldSelector"); // of others it is what the reader leaves out as well
        String name = fields.startsWith(BY_NAME) ? fields.substring(BY_NAME.length()) : "";
        LabelSelector labels = LabelSelector.parse(exchange.query("labelSelector"));
        return object -> object.resource() == resource
                && (namespace.isEmpty() || namespace.equals(object.namespace()))
                && (name.isEmpty() || name.equals(object.name()))
                && labels.matches(object.labels());
    }

    /** The continue token is the revision of the first page and how many objects have been sent. */
    private void page(ScriptedExchange exchange) throws IOException {
        List<Stored> all = world.list(filter(exchange));
        String token = exchange.query("continue");
        int slash = token.indexOf('/');
        long revision = token.isEmpty() ? world.revision() : Long.parseLong(token, 0, slash, 10);
        int from = token.isEmpty() ? 0 : Integer.parseInt(token, slash + 1, token.length(), 10);
        int to = Math.min(all.size(), from + Integer.parseInt(exchange.query("limit")));
        String next = to == all.size() ? "" : revision + "/" + to;
        exchange.answer(
                200,
                all.subList(Math.min(from, to), to).stream()
                        .map(Stored::json)
                        .collect(Collectors.joining(
                                ",",
                                "{\"kind\":\"SomeList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
                                        + revision + "\",\"continue\":\"" + next + "\"},\"items\":[",
                                "]}\n")));
    }

    private void watch(ScriptedExchange exchange) throws IOException, InterruptedException {
        Predicate<Stored> filter = filter(exchange);
        long revision = exchange.isStreamingList() ? 0 : Long.parseLong(exchange.query("resourceVersion"));
        if (revision > world.revision()) {
            String message = "Too large resource version: " + revision + ", current: " + world.revision();
            exchange.refuse(504, "Timeout", message);
            return;
        }
        exchange.begin(200);
        if (exchange.isStreamingList()) {
            synchronized (world) {
                revision = world.revision();
                for (Stored object : world.list(filter)) {
                    exchange.send("{\"type\":\"ADDED\",\"object\":" + object.json() + "}\n");
                }
            }
            exchange.send(bookmark(revision, "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},"));
        }
        follow(exchange, filter, revision);
    }

    private void follow(ScriptedExchange exchange, Predicate<Stored> filter, long from)
            throws IOException, InterruptedException {
        long revision = from;
        while (exchange.isConnected()) {
            if (world.isCompacted(revision)) {
                exchange.send(expired());
                exchange.end();
                return;
            }
            List<Event> events = world.after(revision);
            for (Event event : events) {
                revision = event.object().revision();
                String line = line(event, filter);
                if (line != null) {
                    exchange.send(line);
                }
            }
            if (events.isEmpty() && sendsBookmarks) {
                revision = Math.max(revision, world.revision());
                exchange.send(bookmark(revision, ""));
            }
        }
    }

    /** An object that no longer matches the selector is deleted, as far as this watch is concerned. */
    private static @Nullable String line(Event event, Predicate<Stored> filter) {
        if (filter.test(event.object())) {
            return event.json();
        }
        return filter.test(event.before()) ? event.json().replaceFirst("MODIFIED", "DELETED") : null;
    }

    static String bookmark(long revision, String annotations) {
        return "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Some\",\"metadata\":{" + annotations
                + "\"resourceVersion\":\"" + revision + "\"}}}\n";
    }

    static String expired() {
        return "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"too old resource version\","
                + "\"reason\":\"Expired\",\"code\":410}}\n";
    }

    private void drop(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
