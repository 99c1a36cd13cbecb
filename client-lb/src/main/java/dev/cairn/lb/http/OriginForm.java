// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Sends {@code GET /path} to the endpoint's address with {@code Host: orders.shop:8080}, what a plain client would send. The JDK allows
 * that only in a JVM started with {@value HostHeader#FLAG}.
 *
 * <p>Each service has a client of its own. Connections are pooled by address, and two services may share one: a connection that was
 * verified under one name must not carry requests to the other.
 */
final class OriginForm implements Wire {
    private final HttpClient client;
    private final Origin service;

    OriginForm(HttpClient client, Origin service) {
        this.client = client;
        this.service = service;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> send(
            HttpRequest request, InetSocketAddress endpoint, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder addressed =
                HttpRequest.newBuilder(request, (name, value) -> true).uri(service.addressed(request.uri(), endpoint));
        if (request.headers().firstValue("Host").isEmpty()) {
            addressed.setHeader("Host", service.authority());
        }
        return client.sendAsync(addressed.build(), handler);
    }

    @Override
    public HttpClient client() {
        return client;
    }
}
