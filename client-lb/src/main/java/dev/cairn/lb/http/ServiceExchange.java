// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.Attempt;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.CallOptions;
import dev.cairn.lb.LoadReports;
import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.Outcome;
import dev.cairn.lb.RetriesExhaustedException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One request to a service, with its attempts. <b>Confined to</b> the thread of the current attempt.
 *
 * <p>Whether an attempt's response is used is decided when its head is there, before the caller's body handler sees anything of it: the
 * body of a response that is going to be replaced is thrown away.
 */
final class ServiceExchange<T> {
    private final Wires wires;
    private final Origin service;
    private final HttpRequest request;
    private final RequestBody body;
    private final HttpResponse.BodyHandler<T> handler;
    private final long startNanos = System.nanoTime();

    ServiceExchange(Wires wires, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        this.wires = wires;
        this.service = Origin.of(request.uri());
        this.request = request;
        this.body = new RequestBody(request);
        this.handler = handler;
    }

    /** The response, or an {@link IOException}. */
    CompletableFuture<HttpResponse<T>> send(Balancer balancer) {
        return balancer.callAsync(options(), new HttpOutcomes<>(body), this::attempt);
    }

    private CallOptions options() {
        CallOptions.Builder options =
                CallOptions.builder().idempotent(HttpRules.isIdempotent(request.method()) && body.isReplayable());
        request.timeout().ifPresent(timeout -> options.retryWithin(timeout).readyTimeout(timeout));
        return options.build();
    }

    private CompletableFuture<HttpResponse<T>> attempt(Attempt attempt) {
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(request, (name, value) -> true).version(HttpClient.Version.HTTP_1_1);
        request.timeout().ifPresent(timeout -> sent.timeout(left(timeout)));
        body.addTo(sent);
        return wires.to(service).send(sent.build(), attempt.address(), head -> body(attempt, head));
    }

    private Duration left(Duration timeout) {
        Duration left = timeout.minusNanos(System.nanoTime() - startNanos);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    @SuppressWarnings("NullAway") // the body of a response that nobody gets
    private HttpResponse.BodySubscriber<T> body(Attempt attempt, HttpResponse.ResponseInfo head) {
        LoadReports.in(head.headers()::firstValue).ifPresent(attempt::report);
        Outcome outcome = HttpOutcomes.of(head.statusCode(), head.headers());
        if (attempt.claimRetry(outcome)) {
            return BodySubscribers.replacing(null);
        }
        return handler.apply(head);
    }

    /** The error of a call in the types that callers of an {@code HttpClient} catch. */
    static Throwable translated(Throwable error) {
        if (error instanceof NoEndpointException none) {
            return HttpRules.ioException(none);
        }
        return error instanceof RetriesExhaustedException exhausted ? HttpRules.ioException(exhausted) : error;
    }
}
