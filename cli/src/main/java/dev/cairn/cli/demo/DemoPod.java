// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One pod: a real HTTP server that answers with the pod's name. <b>Thread-safe.</b> */
final class DemoPod {
    private static final int BACKLOG = 50;

    static {
        // The JDK's server sends head and body in two packets; with Nagle's algorithm the second waits 40 ms for a
        // delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final InetSocketAddress address;
    private final boolean ready;
    private final ExecutorService threads;
    private volatile HttpServer server;
    private volatile long delayMillis;

    private DemoPod(String name, InetSocketAddress address, boolean ready) throws IOException {
        this.name = name;
        this.address = address;
        this.ready = ready;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "demo-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.server = listen();
    }

    static DemoPod start(String name, InetSocketAddress address, boolean ready) throws IOException {
        return new DemoPod(name, address, ready);
    }

    String name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Whether its manifest lets it have work. */
    boolean isReady() {
        return ready;
    }

    /** Answers this much later from now on. */
    void slowDown(long millis) {
        delayMillis = millis;
    }

    /** Ends the server at once, in the middle of whatever it does. */
    void kill() {
        server.stop(0);
    }

    /** Starts the server again after {@link #kill()}. */
    void restart() throws IOException {
        server = listen();
    }

    /** Ends the server when it has answered what it was asked. */
    void stop() {
        server.stop(1);
        threads.shutdownNow();
    }

    private HttpServer listen() throws IOException {
        HttpServer created = HttpServer.create(address, BACKLOG);
        created.createContext("/", this::answer);
        created.setExecutor(threads);
        created.start();
        return created;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (delayMillis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        }
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
