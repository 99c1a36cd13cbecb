// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.Attempt;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.CallOptions;
import dev.cairn.lb.Classifier;
import dev.cairn.lb.Outcome;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One web socket to a service, until it is open, with its attempts. The opening handshake is a {@code GET} (RFC 6455 §4.1), so it is
 * repeated as one. <b>Confined to</b> the thread of the current attempt.
 */
final class WebSocketExchange {
    private final Wires wires;
    private final URI http;
    private final Origin service;
    private final ServiceWebSocket.Settings settings;
    private final WebSocket.Listener listener;

    WebSocketExchange(Wires wires, URI uri, ServiceWebSocket.Settings settings, WebSocket.Listener listener) {
        this.wires = wires;
        this.http = http(uri);
        this.service = Origin.of(http);
        this.settings = settings;
        this.listener = listener;
    }

    /** The URL of the handshake: {@code ws} is http, {@code wss} is https. Others stay as they are. */
    static URI http(URI uri) {
        boolean isWebSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        return isWebSocket ? URI.create("http" + uri.toString().substring(2)) : uri;
    }

    /** The web socket, or an {@link java.io.IOException}. */
    CompletableFuture<WebSocket> send(Balancer balancer) {
        CallOptions.Builder options = CallOptions.builder().idempotent(true);
        settings.timeout().ifPresent(timeout -> options.retryWithin(timeout).readyTimeout(timeout));
        CompletableFuture<WebSocket> call = balancer.callAsync(options.build(), new Handshakes(), this::attempt);
        CompletableFuture<WebSocket> result = call.handle((socket, error) -> {
            if (error != null) {
                throw new CompletionException(ServiceExchange.translated(error));
            }
            return socket;
        });
        var unused = result.whenComplete((socket, error) -> call.cancel(true));
        return result;
    }

    private CompletableFuture<WebSocket> attempt(Attempt attempt) {
        URI addressed = service.addressed(http, attempt.address());
        WebSocket.Builder builder = settings.builder(wires.to(service).client());
        if (!settings.hasHost()) {
            builder.header("Host", service.authority());
        }
        return builder.buildAsync(URI.create("ws" + addressed.toString().substring("http".length())), listener);
    }

    /** Judges how a handshake ended. */
    private static final class Handshakes implements Classifier<WebSocket> {
        @Override
        public Outcome ofError(Throwable error) {
            return error instanceof WebSocketHandshakeException refused && refused.getResponse() != null
                    ? HttpOutcomes.of(
                            refused.getResponse().statusCode(),
                            refused.getResponse().headers())
                    : HttpOutcomes.ofTransport(error);
        }
    }
}
