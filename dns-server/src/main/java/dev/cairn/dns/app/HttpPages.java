// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.dns.metrics.ServerMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What {@code /health}, {@code /ready} and {@code /metrics} say. Thread-safe. */
final class HttpPages {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final PulseMonitor monitor;
    private final Supplier<List<String>> notReady;
    private final ServerMetrics metrics;

    HttpPages(PulseMonitor monitor, Supplier<List<String>> notReady, ServerMetrics metrics) {
        this.monitor = monitor;
        this.notReady = notReady;
        this.metrics = metrics;
    }

    void health(HttpExchange exchange) throws IOException {
        List<String> missed = monitor.missed();
        if (missed.isEmpty()) {
            HttpEndpoints.respond(exchange, OK, "OK");
        } else {
            HttpEndpoints.respond(exchange, UNAVAILABLE, "no beat of " + String.join(", ", missed) + "\n");
        }
    }

    void ready(HttpExchange exchange) throws IOException {
        List<String> missing = notReady.get();
        if (missing.isEmpty()) {
            HttpEndpoints.respond(exchange, OK, "OK");
        } else {
            HttpEndpoints.respond(exchange, UNAVAILABLE, String.join(",", missing));
        }
    }

    void metrics(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        metrics.write(body, accept);
        exchange.getResponseHeaders().set("Content-Type", metrics.contentType(accept));
        exchange.sendResponseHeaders(OK, body.size());
        body.writeTo(exchange.getResponseBody());
    }
}
