// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Builds web sockets wherever they lead: it takes notes, and is asked for them once for each attempt to connect. <b>Confined to</b> one
 * thread.
 */
final class ServiceWebSocket implements WebSocket.Builder {
    /** Connects, wherever the URI leads. */
    @FunctionalInterface
    interface Connector {
        CompletableFuture<WebSocket> connect(URI uri, Settings settings, WebSocket.Listener listener);
    }

    /**
     * What was asked for. <b>Immutable.</b>
     *
     * @param headers names and values in turn
     * @param subprotocols the preferred one first
     * @param timeout how long connecting may take
     */
    record Settings(List<String> headers, List<String> subprotocols, Optional<Duration> timeout) {
        Settings {
            headers = List.copyOf(headers);
            subprotocols = List.copyOf(subprotocols);
        }

        /** A builder of this client with all of it. */
        WebSocket.Builder builder(HttpClient client) {
            WebSocket.Builder builder = client.newWebSocketBuilder();
            for (int i = 0; i < headers.size(); i += 2) {
                builder.header(headers.get(i), headers.get(i + 1));
            }
            timeout.ifPresent(builder::connectTimeout);
            if (!subprotocols.isEmpty()) {
                List<String> lesser = subprotocols.subList(1, subprotocols.size());
                builder.subprotocols(subprotocols.get(0), lesser.toArray(String[]::new));
            }
            return builder;
        }

        boolean hasHost() {
            for (int i = 0; i < headers.size(); i += 2) {
                if (headers.get(i).equalsIgnoreCase("Host")) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Connector connector;
    private final List<String> headers = new ArrayList<>();
    private final List<String> subprotocols = new ArrayList<>();
    private @Nullable Duration connectTimeout;

    ServiceWebSocket(Connector connector) {
        this.connector = connector;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
        headers.add(Objects.requireNonNull(name, "name"));
        headers.add(Objects.requireNonNull(value, "value"));
        return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
        connectTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
        subprotocols.clear();
        subprotocols.add(mostPreferred);
        subprotocols.addAll(List.of(lesserPreferred));
        return this;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
        return connector.connect(
                uri, new Settings(headers, subprotocols, Optional.ofNullable(connectTimeout)), listener);
    }
}
