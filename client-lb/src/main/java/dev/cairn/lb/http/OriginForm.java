// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Sends {@code GET /path} to the endpoint's address with {@code Host: orders.shop:8080}, what a plain client would send. The JDK allows
 * that only in a JVM started with {@value HostHeader#FLAG}.
 */
final class OriginForm implements Wire {
    private final HttpClient client;

    OriginForm(HttpClient.Builder builder) {
        client = builder.build();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> send(
            HttpRequest request, InetSocketAddress endpoint, HttpResponse.BodyHandler<T> handler) {
        URI uri = request.uri();
        HttpRequest addressed = HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(addressed(uri, endpoint))
                .setHeader("Host", host(uri))
                .build();
        return client.sendAsync(addressed, handler);
    }

    /** As the JDK writes it: without user information and without the default port. */
    private static String host(URI uri) {
        return uri.getPort() < 0 || uri.getPort() == 80 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static URI addressed(URI uri, InetSocketAddress endpoint) {
        String address = endpoint.getAddress().getHostAddress();
        String host = endpoint.getAddress() instanceof Inet6Address ? "[" + address + "]" : address;
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create("http://" + host + ":" + endpoint.getPort() + uri.getRawPath() + query);
    }

    @Override
    public HttpClient client() {
        return client;
    }
}
