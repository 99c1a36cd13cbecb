// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.metrics.ServerMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The pages that a configuration has, by address and path. */
    Map<HostPort, Map<String, HttpEndpoints.Page>> of(Configuration configuration) {
        Map<HostPort, Map<String, HttpEndpoints.Page>> byAddress = new LinkedHashMap<>();
        configuration.each(Block::healths).forEach(each -> add(byAddress, each.address(), "/health", this::health));
        configuration.each(Block::readies).forEach(each -> add(byAddress, each.address(), "/ready", this::ready));
        configuration.each(Block::metrics).forEach(each -> add(byAddress, each.address(), "/metrics", this::metrics));
        return byAddress;
    }

    private static void add(
            Map<HostPort, Map<String, HttpEndpoints.Page>> byAddress,
            HostPort address,
            String path,
            HttpEndpoints.Page page) {
        byAddress.computeIfAbsent(address, key -> new LinkedHashMap<>()).put(path, page);
    }

    private void health(HttpExchange exchange) throws IOException {
        List<String> missed = monitor.missed();
        if (missed.isEmpty()) {
            HttpEndpoints.respond(exchange, OK, "OK");
        } else {
            HttpEndpoints.respond(exchange, UNAVAILABLE, "no beat of " + String.join(", ", missed) + "\n");
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        List<String> missing = notReady.get();
        if (missing.isEmpty()) {
            HttpEndpoints.respond(exchange, OK, "OK");
        } else {
            HttpEndpoints.respond(exchange, UNAVAILABLE, String.join(",", missing));
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        metrics.write(body, accept);
        exchange.getResponseHeaders().set("Content-Type", metrics.contentType(accept));
        exchange.sendResponseHeaders(OK, body.size());
        body.writeTo(exchange.getResponseBody());
    }
}
