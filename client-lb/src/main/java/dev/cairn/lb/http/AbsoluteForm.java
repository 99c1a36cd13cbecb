// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends {@code GET http://orders.shop:8080/path}, as to a proxy, the endpoint in the role of the proxy. Every server must accept that
 * form (RFC 9112 §3.2.2), and it needs no flag.
 *
 * <p>One client serves all endpoints. It asks the selector once for each request, on the thread that calls {@code sendAsync}, which holds
 * the endpoint in a thread local meanwhile. The connections are pooled by the proxy's address, which is the endpoint's.
 */
final class AbsoluteForm implements Wire {
    private static final ThreadLocal<InetSocketAddress> ENDPOINT = new ThreadLocal<>();

    private final HttpClient client;

    AbsoluteForm(HttpClient.Builder builder) {
        client = builder.proxy(new EndpointSelector()).build();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> send(
            HttpRequest request, InetSocketAddress endpoint, HttpResponse.BodyHandler<T> handler) {
        ENDPOINT.set(endpoint);
        try {
            return client.sendAsync(request, handler);
        } finally {
            ENDPOINT.remove();
        }
    }

    @Override
    public HttpClient client() {
        return client;
    }

    /** Names the endpoint of the request that this thread is sending. */
    private static final class EndpointSelector extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            InetSocketAddress endpoint = ENDPOINT.get();
            if (endpoint == null) {
                throw new IllegalStateException("this JDK's HttpClient asks for the proxy on another thread; run with "
                        + HostHeader.FLAG + ", which needs no proxy");
            }
            return List.of(new Proxy(Proxy.Type.HTTP, endpoint));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // the exception comes to the caller, who tells the balancer
        }
    }
}
