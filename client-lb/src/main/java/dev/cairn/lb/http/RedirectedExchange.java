// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One request with the redirects that follow, each of which may lead to another service or out of the cluster. <b>Thread-safe</b>: one
 * hop follows the other, only the cancellation may come at any time.
 */
final class RedirectedExchange<T> {
    /** Sends one request, wherever it goes, and follows no redirect. */
    @FunctionalInterface
    interface Hop<T> {
        CompletableFuture<HttpResponse<T>> send(HttpRequest request, HttpResponse.BodyHandler<T> handler);
    }

    private final Hop<T> hop;
    private final Redirects redirects;
    private final HttpResponse.BodyHandler<T> handler;
    private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<HttpResponse<T>> running;

    RedirectedExchange(Hop<T> hop, Redirects redirects, HttpResponse.BodyHandler<T> handler) {
        this.hop = hop;
        this.redirects = redirects;
        this.handler = handler;
    }

    CompletableFuture<HttpResponse<T>> send(HttpRequest request) {
        var unused = result.whenComplete((response, error) -> cancelRunning());
        send(request, Redirects.LIMIT, Optional.empty());
        return result;
    }

    private void send(HttpRequest request, int redirectsLeft, Optional<HttpResponse<T>> previous) {
        CompletableFuture<HttpResponse<T>> sent = hop.send(request, head -> body(request, redirectsLeft, head));
        running = sent;
        if (result.isDone()) {
            sent.cancel(true);
        }
        var unused = sent.whenComplete((response, error) -> ended(request, redirectsLeft, previous, response, error));
    }

    /** The body of a redirect that is followed, or leads nowhere, is thrown away. */
    @SuppressWarnings("NullAway") // nobody reads it
    private HttpResponse.BodySubscriber<T> body(
            HttpRequest request, int redirectsLeft, HttpResponse.ResponseInfo head) {
        try {
            boolean isLast = next(request, redirectsLeft, head.statusCode(), head.headers()) == null;
            return isLast ? handler.apply(head) : BodySubscribers.replacing(null);
        } catch (ProtocolException e) {
            return BodySubscribers.replacing(null);
        }
    }

    private @Nullable HttpRequest next(HttpRequest request, int redirectsLeft, int status, HttpHeaders headers)
            throws ProtocolException {
        return redirectsLeft > 0 ? redirects.next(request, status, headers) : null;
    }

    private void ended(
            HttpRequest request,
            int redirectsLeft,
            Optional<HttpResponse<T>> previous,
            HttpResponse<T> response,
            @Nullable Throwable error) {
        if (error != null) {
            result.completeExceptionally(ServiceExchange.translated(cause(error)));
            return;
        }
        try {
            HttpResponse<T> whole = new ServiceResponse<>(request, response, previous);
            HttpRequest next = next(request, redirectsLeft, response.statusCode(), response.headers());
            if (next == null) {
                result.complete(whole);
            } else {
                send(next, redirectsLeft - 1, Optional.of(whole));
            }
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }

    private void cancelRunning() {
        CompletableFuture<HttpResponse<T>> now = running;
        if (now != null) {
            now.cancel(true);
        }
    }
}
