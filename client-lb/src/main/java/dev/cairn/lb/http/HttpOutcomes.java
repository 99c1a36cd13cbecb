// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.Classifier;
import dev.cairn.lb.Outcome;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP responses and errors say of an endpoint. 502 and 504 are failures that another endpoint may not have, 503 and 429 overload,
 * any other 5xx a failure that would repeat itself; everything else is a success, also when it tells the caller off.
 */
final class HttpOutcomes<T extends @Nullable Object> implements Classifier<HttpResponse<T>> {
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

    private final RequestBody body;

    HttpOutcomes(RequestBody body) {
        this.body = body;
    }

    static Outcome of(int status, HttpHeaders headers) {
        return switch (status) {
            case 502, 504 -> Outcome.failure();
            case 429, 503 -> Outcome.overload(retryAfter(headers));
            default -> status >= 500 ? Outcome.lastingFailure() : Outcome.success();
        };
    }

    @Override
    public Outcome ofResult(HttpResponse<T> response) {
        return of(response.statusCode(), response.headers());
    }

    @Override
    public Outcome ofError(Throwable error) {
        Outcome outcome = judge(error);
        boolean isGone = outcome.repeat() == Outcome.Repeat.ALWAYS && !body.isAvailable();
        return isGone ? Outcome.lastingFailure() : outcome;
    }

    private Outcome judge(Throwable error) {
        if (error instanceof HttpTimeoutException && !(error instanceof HttpConnectTimeoutException)) {
            return Outcome.lastingFailure(); // the time of the whole call is up
        }
        if (error instanceof SSLHandshakeException || error instanceof SSLPeerUnverifiedException) {
            return Outcome.neverSent(); // a request is read when the handshake is done
        }
        return Classifier.super.ofError(error);
    }

    /** The seconds of {@code Retry-After} (RFC 9110 §10.2.3); a date, or nothing, counts as zero. */
    private static Duration retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(value));
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
    }
}
