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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP servers of {@code health}, {@code ready} and {@code prometheus}, one for each address that they name. All share
 * a few threads named {@code dns-http-N}; requests beyond what these can take are refused. Confined to one thread.
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

    private final Map<HostPort, HttpServer> servers = new LinkedHashMap<>();
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

    /**
     * Serves a page at a path of an address; the first one opens the address. A path that is served there already stays as
     * it is.
     *
     * @throws ListenException if the address cannot be opened
     */
    void add(HostPort address, String path, Page page) {
        HttpServer server = servers.get(address);
        if (server == null) {
            server = open(address);
            servers.put(address, server);
        }
        try {
            server.createContext(path, only(path, page));
        } catch (IllegalArgumentException e) {
            // Another block names the same page.
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
        HttpServer server = servers.get(address);
        if (server == null) {
            throw new IllegalArgumentException("nothing is served at " + address);
        }
        return server.getAddress();
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
        threads.shutdown();
    }
}
