// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a request for a service to one endpoint, with the service's name in {@code Host}. The JDK's client has no hook for that, so there
 * are two ways, each with its price. <b>Thread-safe.</b>
 */
interface Wire {
    /** Sends the request as HTTP/1.1 to this address. */
    <T> CompletableFuture<HttpResponse<T>> send(
            HttpRequest request, InetSocketAddress endpoint, HttpResponse.BodyHandler<T> handler);

    /** The client that does the sending. */
    HttpClient client();
}
