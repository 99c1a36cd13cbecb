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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
 * to another endpoint when the first can't be connected to; when the method is idempotent and the body can be sent again, also after any
 * other failure of the connection and after 429, 502, 503 and 504. When that doesn't help, the last response is given back, or an {@link
 * IOException} that lists the attempts. Note that the JDK by itself sends a request once more, to the same address, when a kept
 * connection turns out to be closed.
 *
 * <p>While a service that had endpoints has none, requests wait for one: until the gap is as old as the request's timeout, or {@link
 * dev.cairn.lb.CallOptions#readyTimeout() 5 s} for a request without.
 *
 * <p>By default the request line holds the whole URI, as to a proxy, which every HTTP/1.1 server must accept (RFC 9112 §3.2.2). In a JVM
 * started with {@code -Djdk.httpclient.allowRestrictedHeaders=host}, or after {@link #allowHostHeader()}, it holds the path, as to any
 * server. {@code https} to a service needs that; the service's name is then asked for (RFC 6066 §3) and is the only one that a
 * certificate is accepted for, with the keys and trust of the supplied builders.
 *
 * <p>Redirects are followed as the supplied builders say, each to where it leads: to the same service, another one, or elsewhere.
 * Credentials don't go with a request to another origin. Responses, cookies and questions for passwords speak of the service, never of an endpoint.
 *
 * <p><b>Thread-safe.</b>
 */
public final class CairnHttpClient extends HttpClient implements AutoCloseable {
    private final HttpClient plain;
    private final Redirect policy;
    private final Redirects redirects;
    private final Wires wires;
    private final ServiceCalls services;
    private final Balancers balancers;
    private final boolean closesBalancers;

    private CairnHttpClient(Delegates delegates, Wires wires, Balancers balancers, boolean closesBalancers) {
        this.plain = delegates.plain();
        this.policy = delegates.redirects();
        this.redirects = new Redirects(policy);
        this.wires = wires;
        this.services = new ServiceCalls(wires, balancers);
        this.balancers = balancers;
        this.closesBalancers = closesBalancers;
    }

    /**
     * A builder. The supplier makes the {@code HttpClient} builders of the delegates, set up alike and a new one each time: for requests
     * that pass through, for balanced ones, or, where the header {@code Host} may be set, for each service when it is called first. Defaults: {@code Balancers} of its own with their
     * defaults; 2 s to connect to an endpoint, unless the supplied builders say otherwise.
     */
    public static Builder builder(Supplier<HttpClient.Builder> delegates) {
        return new Builder(delegates);
    }

    /**
     * Lets this JVM's programs set the header {@code Host}, which {@code https} to services needs, as the flag {@code
     * -Djdk.httpclient.allowRestrictedHeaders=host} does. To be called first in {@code main}: once the JDK's client has been used, it
     * is too late, and the answer is false.
     */
    public static boolean allowHostHeader() {
        return HostHeader.allow();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (policy == Redirect.NEVER && services.target(request.uri()) == null) {
            return plain.send(request, handler);
        }
        CompletableFuture<HttpResponse<T>> sent = sendAsync(request, handler);
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
        return sendAsync(request, handler, null);
    }

    /** As {@link #sendAsync(HttpRequest, HttpResponse.BodyHandler)}; a service never pushes, since it is asked by HTTP/1.1. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> pushPromiseHandler) {
        if (policy == Redirect.NEVER && services.target(request.uri()) == null) {
            return plain.sendAsync(request, handler, pushPromiseHandler);
        }
        RedirectedExchange.Hop<T> hop = (next, body) -> {
            Target target = services.target(next.uri());
            return target == null ? plain.sendAsync(next, body, pushPromiseHandler) : services.send(target, next, body);
        };
        return new RedirectedExchange<>(hop, redirects, handler).send(request);
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
        return policy;
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

    /**
     * {@inheritDoc}
     *
     * <p>A web socket to a service connects to an endpoint that the balancer picks, and to another one when that fails; from then on it
     * stays there. It needs the header {@code Host}, as {@code https} does.
     */
    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new ServiceWebSocket(this::connect);
    }

    private CompletableFuture<WebSocket> connect(
            URI uri, ServiceWebSocket.Settings settings, WebSocket.Listener listener) {
        Target target = services.target(WebSocketExchange.http(uri));
        return target == null
                ? settings.builder(plain).buildAsync(uri, listener)
                : services.connect(target, uri, settings, listener);
    }

    /**
     * Closes the balancers made here and, on JDK 21 and later, the delegates, as their {@code close()} does: it waits for requests under
     * way. Closing again does nothing.
     */
    @Override
    public void close() {
        wires.shutdown();
        delegates().forEach(NewerMethods::close);
        if (closesBalancers) {
            balancers.close();
        }
    }

    /** Takes no new requests, as {@code HttpClient.shutdown()} of JDK 21; before, none to services. */
    public void shutdown() {
        wires.shutdown();
        delegates().forEach(NewerMethods::shutdown);
    }

    /** Ends requests under way, as {@code HttpClient.shutdownNow()} of JDK 21; before, it is a {@link #shutdown()}. */
    public void shutdownNow() {
        wires.shutdown();
        delegates().forEach(NewerMethods::shutdownNow);
    }

    /** Whether all requests have ended after a shutdown, as {@code HttpClient.isTerminated()} of JDK 21; false before. */
    public boolean isTerminated() {
        return delegates().stream().allMatch(NewerMethods::isTerminated);
    }

    /** Waits until all requests have ended after a shutdown, as {@code HttpClient.awaitTermination} of JDK 21. */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        long endNanos = System.nanoTime() + duration.toNanos();
        boolean isTerminated = true;
        for (HttpClient delegate : delegates()) {
            Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
            isTerminated &= NewerMethods.awaitTermination(delegate, left);
        }
        return isTerminated;
    }

    private List<HttpClient> delegates() {
        List<HttpClient> delegates = wires.clients();
        delegates.add(plain);
        return delegates;
    }

    /** Builds a {@link CairnHttpClient}. <b>Confined to</b> one thread. */
    public static final class Builder {
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

        /**
         * The client.
         *
         * @throws IllegalArgumentException when the supplier gives one builder twice
         */
        public CairnHttpClient build() {
            Delegates made = new Delegates(delegates);
            Wires wires = new Wires(made, usesHostHeader, System::nanoTime);
            Balancers shared = balancers == null ? Balancers.builder().build() : balancers;
            return new CairnHttpClient(made, wires, shared, balancers == null);
        }
    }
}
