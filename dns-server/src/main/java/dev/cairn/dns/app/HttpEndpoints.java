// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.ListenException;
import dev.cairn.dns.transport.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP servers of {@code health}, {@code ready} and {@code prometheus}, one for each address that they name. All share
 * a few threads named {@code dns-http-N}; requests beyond what these can take are refused. Confined to one thread at a time, but for
 * {@link #bound}, which is thread-safe.
 */
final class HttpEndpoints implements AutoCloseable {

    private static final int MAX_THREADS = 4;
    private static final int MAX_WAITING = 64;
    private static final int BACKLOG = 16;
    private static final String MAX_REQUEST_SECONDS = "5";

    static {
        // Read once, when the JDK's server is first used: without it a client that sends nothing holds a thread for
        // ever.
        limit("sun.net.httpserver.maxReqTime");
        limit("sun.net.httpserver.maxRspTime");
    }

    private final Map<HostPort, Open> servers = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    HttpEndpoints() {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), work -> {
                    Thread thread = new Thread(work, "dns-http-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    private static void limit(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, MAX_REQUEST_SECONDS);
        }
    }

    /** Writes a response. */
    interface Page {
        void write(HttpExchange exchange) throws IOException;
    }

    /** A server with the paths that it has pages for. */
    private record Open(HttpServer server, Set<String> paths) {}

    /**
     * Opens those of these addresses that are not open, without a page. Returns them.
     *
     * @throws ListenException if one cannot be opened, and then none is
     */
    Set<HostPort> open(Set<HostPort> addresses) {
        Set<HostPort> opened = new LinkedHashSet<>();
        try {
            for (HostPort address : addresses) {
                if (!servers.containsKey(address)) {
                    servers.put(address, new Open(open(address), new HashSet<>()));
                    opened.add(address);
                }
            }
        } catch (ListenException e) {
            close(opened);
            throw e;
        }
        return opened;
    }

    /** Has each open address show these pages and no others; one that has none is closed. What stays is not interrupted. */
    void show(Map<HostPort, Map<String, Page>> pages) {
        servers.forEach((address, open) -> {
            Map<String, Page> wanted = pages.getOrDefault(address, Map.of());
            List<String> gone = open.paths.stream()
                    .filter(path -> !wanted.containsKey(path))
                    .toList();
            gone.forEach(path -> {
                open.server.removeContext(path);
                open.paths.remove(path);
            });
            wanted.forEach((path, page) -> {
                if (open.paths.add(path)) {
                    open.server.createContext(path, only(path, page));
                }
            });
        });
        Set<HostPort> unused = new HashSet<>(servers.keySet());
        unused.removeAll(pages.keySet());
        close(unused);
    }

    /** Closes some addresses. */
    void close(Set<HostPort> addresses) {
        for (HostPort address : addresses) {
            Open closed = servers.remove(address);
            if (closed != null) {
                closed.server.stop(0);
            }
        }
    }

    private HttpServer open(HostPort address) {
        InetSocketAddress resolved = new InetSocketAddress(Listener.wildcard(), address.port());
        try {
            resolved = new InetSocketAddress(host(address), address.port());
            HttpServer server = HttpServer.create(resolved, BACKLOG);
            server.setExecutor(threads);
            server.start();
            return server;
        } catch (IOException e) {
            throw new ListenException("http", resolved, e);
        }
    }

    private static InetAddress host(HostPort address) throws UnknownHostException {
        return address.host().isEmpty() ? Listener.wildcard() : InetAddress.getByName(address.host());
    }

    /** The context of a path covers all below it, too. */
    private static HttpHandler only(String path, Page page) {
        return exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals(path)) {
                    page.write(exchange);
                } else {
                    respond(exchange, 404, "not found\n");
                }
            }
        };
    }

    /** A page of text with a status. */
    static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Where an address is really open. */
    InetSocketAddress bound(HostPort address) {
        Open open = servers.get(address);
        if (open == null) {
            throw new IllegalArgumentException("nothing is served at " + address);
        }
        return open.server.getAddress();
    }

    @Override
    public void close() {
        close(Set.copyOf(servers.keySet()));
        threads.shutdown();
    }
}
