// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests and web sockets to services: which there are, and the balanced way to them. <b>Thread-safe.</b> */
final class ServiceCalls {
    private final Wires wires;
    private final Balancers balancers;

    ServiceCalls(Wires wires, Balancers balancers) {
        this.wires = wires;
        this.balancers = balancers;
    }

    /** The service that a URL by {@code http} or {@code https} names; null when it names none. */
    @Nullable
    Target target(URI uri) {
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return null;
        }
        Origin origin = Origin.of(uri);
        return balancers.targetOf(origin.host(), origin.port()).orElse(null);
    }

    <T> CompletableFuture<HttpResponse<T>> send(
            Target target, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        boolean isReachable =
                wires.setsHostHeader() || !Origin.of(request.uri()).isSecure();
        return balanced(
                target,
                request.uri(),
                isReachable,
                balancer -> new ServiceExchange<>(wires, request, handler).send(balancer));
    }

    CompletableFuture<WebSocket> connect(
            Target target, URI uri, ServiceWebSocket.Settings settings, WebSocket.Listener listener) {
        return balanced(
                target,
                uri,
                wires.setsHostHeader(),
                balancer -> new WebSocketExchange(wires, uri, settings, listener).send(balancer));
    }

    private <T> CompletableFuture<T> balanced(
            Target target, URI uri, boolean isReachable, Function<Balancer, CompletableFuture<T>> call) {
        if (wires.isShutdown()) {
            return CompletableFuture.failedFuture(new IOException("the HTTP client is closed"));
        }
        if (!isReachable) {
            return CompletableFuture.failedFuture(new IOException(uri + " is a balanced service (" + target
                    + "), and for " + uri.getScheme() + " this JVM must run with " + HostHeader.FLAG
                    + ", or call CairnHttpClient.allowHostHeader() first of all"));
        }
        try {
            return call.apply(balancers.get(target));
        } catch (IllegalStateException | DiscoveryException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
    }
}
