// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.Balancers;
import dev.cairn.lb.Target;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An {@code HttpClient} that balances requests to the services it knows and passes all others through untouched.
 *
 * <pre>{@code
 * HttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
 *         .balancers(Balancers.builder().namespace("shop").build())
 *         .build();
 * client.send(HttpRequest.newBuilder(URI.create("http://orders.shop:8080/cart")).build(), BodyHandlers.ofString());
 * }</pre>
 *
 * <p>Such a request goes to an endpoint that the balancer picks, as HTTP/1.1, with the service's name in {@code Host}. It is sent again
 * to another endpoint when the first can't be connected to; when the method is idempotent and the body has a known length, also after any
 * other failure of the connection and after 429, 502, 503 and 504. When that doesn't help, the last response is given back, or an {@link
 * IOException} that lists the attempts. Note that the JDK by itself sends a request once more, to the same address, when a kept
 * connection turns out to be closed.
 *
 * <p>While a service that had endpoints has none, requests wait for one: until the gap is as old as the request's timeout, or {@link
 * dev.cairn.lb.CallOptions#readyTimeout() 5 s} for a request without.
 *
 * <p>By default the request line holds the whole URI, as to a proxy, which every HTTP/1.1 server must accept (RFC 9112 §3.2.2). In a JVM
 * started with {@code -Djdk.httpclient.allowRestrictedHeaders=host} it holds the path, as to any server.
 *
 * <p>{@code https} to a known service is refused. Redirects of a service are given back and not followed.
 *
 * <p><b>Thread-safe.</b>
 */
public final class CairnHttpClient extends HttpClient implements AutoCloseable {
    private final HttpClient plain;
    private final Wire wire;
    private final Balancers balancers;
    private final boolean closesBalancers;

    private CairnHttpClient(HttpClient plain, Wire wire, Balancers balancers, boolean closesBalancers) {
        this.plain = plain;
        this.wire = wire;
        this.balancers = balancers;
        this.closesBalancers = closesBalancers;
    }

    /**
     * A builder. The supplier gives the {@code HttpClient} builders of the delegates, set up alike: one for requests that pass through,
     * one for balanced ones. Defaults: {@code Balancers} of its own with their defaults; 2 s to connect to an endpoint, unless the
     * supplied builders say otherwise.
     */
    public static Builder builder(Supplier<HttpClient.Builder> delegates) {
        return new Builder(delegates);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Target target = targetOf(request.uri());
        if (target == null) {
            return plain.send(request, handler);
        }
        CompletableFuture<HttpResponse<T>> sent = sendTo(target, request, handler);
        try {
            return sent.get();
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Target target = targetOf(request.uri());
        return target == null ? plain.sendAsync(request, handler) : sendTo(target, request, handler);
    }

    /** As {@link #sendAsync(HttpRequest, HttpResponse.BodyHandler)}; a service never pushes, since it is asked by HTTP/1.1. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> pushPromiseHandler) {
        Target target = targetOf(request.uri());
        return target == null
                ? plain.sendAsync(request, handler, pushPromiseHandler)
                : sendTo(target, request, handler);
    }

    private @Nullable Target targetOf(URI uri) {
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (host == null || !"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return null;
        }
        int defaultPort = "http".equalsIgnoreCase(scheme) ? 80 : 443;
        return balancers
                .targetOf(host, uri.getPort() < 1 ? defaultPort : uri.getPort())
                .orElse(null);
    }

    private <T> CompletableFuture<HttpResponse<T>> sendTo(
            Target target, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        if ("https".equalsIgnoreCase(request.uri().getScheme())) {
            return CompletableFuture.failedFuture(new IOException(request.uri() + " is a balanced service (" + target
                    + "), and this version calls services by http only; use http, or an HttpClient of the JDK"));
        }
        CompletableFuture<HttpResponse<T>> call;
        try {
            call = new ServiceExchange<>(wire, request, handler).send(balancers.get(target));
        } catch (IllegalStateException | dev.cairn.discovery.DiscoveryException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
        CompletableFuture<HttpResponse<T>> result = call.handle((response, error) -> {
            if (error != null) {
                throw new CompletionException(ServiceExchange.translated(error));
            }
            return new ServiceResponse<>(request, response, Optional.empty());
        });
        var unused = result.whenComplete((response, error) -> call.cancel(true));
        return result;
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return plain.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return plain.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return plain.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return plain.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return plain.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return plain.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return plain.authenticator();
    }

    @Override
    public Version version() {
        return plain.version();
    }

    @Override
    public Optional<Executor> executor() {
        return plain.executor();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return plain.newWebSocketBuilder();
    }

    /**
     * Closes the balancers made here and, on JDK 21 and later, the delegates, as their {@code close()} does: it waits for requests under
     * way. Closing again does nothing.
     */
    @Override
    public void close() {
        Lifecycle.close(plain);
        Lifecycle.close(wire.client());
        if (closesBalancers) {
            balancers.close();
        }
    }

    /** Takes no new requests, as {@code HttpClient.shutdown()} of JDK 21; does nothing before. */
    public void shutdown() {
        Lifecycle.shutdown(plain);
        Lifecycle.shutdown(wire.client());
    }

    /** Ends requests under way, as {@code HttpClient.shutdownNow()} of JDK 21; does nothing before. */
    public void shutdownNow() {
        Lifecycle.shutdownNow(plain);
        Lifecycle.shutdownNow(wire.client());
    }

    /** Whether all requests have ended after a shutdown, as {@code HttpClient.isTerminated()} of JDK 21; false before. */
    public boolean isTerminated() {
        return Lifecycle.isTerminated(plain) && Lifecycle.isTerminated(wire.client());
    }

    /** Waits until all requests have ended after a shutdown, as {@code HttpClient.awaitTermination} of JDK 21. */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        long endNanos = System.nanoTime() + duration.toNanos();
        return Lifecycle.awaitTermination(plain, duration)
                && Lifecycle.awaitTermination(
                        wire.client(), Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
    }

    /** Builds a {@link CairnHttpClient}. <b>Confined to</b> one thread. */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

        private final Supplier<HttpClient.Builder> delegates;
        private @Nullable Balancers balancers;
        private boolean usesHostHeader = HostHeader.isAllowed();

        private Builder(Supplier<HttpClient.Builder> delegates) {
            this.delegates = Objects.requireNonNull(delegates, "delegates");
        }

        /** Takes known names, sources and defaults from these; whoever made them closes them. */
        public Builder balancers(Balancers value) {
            balancers = Objects.requireNonNull(value, "balancers");
            return this;
        }

        /** Sets the header {@code Host} instead of sending the whole URI. */
        Builder usesHostHeader(boolean value) {
            usesHostHeader = value;
            return this;
        }

        /** The client. */
        public CairnHttpClient build() {
            HttpClient plain = delegates.get().build();
            HttpClient.Builder balanced =
                    delegates.get().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER);
            if (plain.connectTimeout().isEmpty()) {
                balanced.connectTimeout(CONNECT_TIMEOUT);
            }
            // cookies are kept by the URI that is sent, which has the service's name in one of the two forms only
            boolean isOriginForm = usesHostHeader && plain.cookieHandler().isEmpty();
            Wire wire = isOriginForm ? new OriginForm(balanced.proxy(NO_PROXY)) : new AbsoluteForm(balanced);
            Balancers shared = balancers == null ? Balancers.builder().build() : balancers;
            return new CairnHttpClient(plain, wire, shared, balancers == null);
        }

        private static final ProxySelector NO_PROXY = HttpClient.Builder.NO_PROXY;
    }
}
