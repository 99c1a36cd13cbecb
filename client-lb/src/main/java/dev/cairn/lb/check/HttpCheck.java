// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;

/** Asks for a path and looks at the status. <b>Thread-safe.</b> */
final class HttpCheck implements ActiveCheck {
    /** One for all, made when it is needed. */
    private static final class Client {
        static final HttpClient ONLY = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private final String path;
    private final IntPredicate isWell;

    HttpCheck(String path, IntPredicate isWell) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path of a check must begin with /, was \"" + path + "\"");
        }
        this.path = path;
        this.isWell = Objects.requireNonNull(isWell, "isWell");
        var unused = uri(InetSocketAddress.createUnresolved("localhost", 80)); // so that a bad path is told at once
    }

    private URI uri(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        try {
            return new URI(
                    "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort() + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + path + "\" is no path for a check: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletableFuture<Void> ask(InetSocketAddress address) {
        HttpRequest request = HttpRequest.newBuilder(uri(address)).build();
        CompletableFuture<HttpResponse<Void>> exchange =
                Client.ONLY.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        CompletableFuture<Void> answer = exchange.thenAccept(this::judge);
        var unused = answer.whenComplete((nothing, error) -> exchange.cancel(true)); // when the answer is cancelled
        return answer;
    }

    private void judge(HttpResponse<Void> response) {
        if (!isWell.test(response.statusCode())) {
            throw new CompletionException(new IOException("status " + response.statusCode()));
        }
    }

    @Override
    public String toString() {
        return "HTTP GET " + path;
    }
}
