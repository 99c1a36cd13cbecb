// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;

/** One pod of the service: an HTTP server on a loopback port of its own that notes what it is asked. */
final class Backend implements AutoCloseable {
    /** How it answers. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @FunctionalInterface
    private interface Maker {
        HttpServer make(InetSocketAddress address, int backlog) throws IOException;
    }

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-backend");
        thread.setDaemon(true);
        return thread;
    });
    final List<String> seen = new CopyOnWriteArrayList<>();
    final List<SNIServerName> serverNames = new CopyOnWriteArrayList<>();
    private volatile Answer answer = this::ok;

    /** Speaks HTTP. */
    Backend(String name) {
        this(name, HttpServer::create);
    }

    /** Speaks HTTPS and shows this certificate. */
    Backend(String name, Certificates certificate) {
        this(name, new HttpsConfigurator(certificate.context()));
    }

    /** Speaks HTTPS. */
    Backend(String name, HttpsConfigurator tls) {
        this(name, (address, backlog) -> {
            HttpsServer server = HttpsServer.create(address, backlog);
            server.setHttpsConfigurator(tls);
            return server;
        });
    }

    private Backend(String name, Maker maker) {
        this.name = name;
        try {
            server = maker.make(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (exchange instanceof HttpsExchange secure
                        && secure.getSSLSession() instanceof ExtendedSSLSession session) {
                    serverNames.addAll(session.getRequestedServerNames());
                }
                byte[] body = exchange.getRequestBody().readAllBytes();
                seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Host") + " "
                        + new String(body, StandardCharsets.UTF_8));
                answer.to(exchange);
            }
        });
        server.start();
    }

    Backend answering(Answer value) {
        answer = value;
        return this;
    }

    /** Answers with this status and header, and a body that no caller should see. */
    Backend answering(int status, String header, String value) {
        return answering(exchange -> {
            exchange.getResponseHeaders().add(header, value);
            send(exchange, status, "bad answer of " + name);
        });
    }

    void ok(HttpExchange exchange) throws IOException {
        send(exchange, 200, name);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What an EndpointSlice says of it. */
    EndpointGroup group() {
        return group(name, port());
    }

    static EndpointGroup group(String name, int port) {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        return EndpointGroup.of(
                name,
                AddressFamily.IPV4,
                List.of(EndpointPort.tcp("http", port)),
                List.of(Endpoint.builder(loopback).pod(name, "uid-" + name).build()));
    }

    /** Stops at once, as a killed process does. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
