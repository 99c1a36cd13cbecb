// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.Classifier;
import dev.cairn.lb.Outcome;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Judges the responses and errors of the JDK's client by {@link HttpRules}. */
final class HttpOutcomes<T extends @Nullable Object> implements Classifier<HttpResponse<T>> {
    private final RequestBody body;

    HttpOutcomes(RequestBody body) {
        this.body = body;
    }

    static Outcome of(int status, HttpHeaders headers) {
        return HttpRules.outcome(status, headers.firstValue("Retry-After").orElse(""));
    }

    @Override
    public Outcome ofResult(HttpResponse<T> response) {
        return of(response.statusCode(), response.headers());
    }

    @Override
    public Outcome ofError(Throwable error) {
        Outcome outcome = ofTransport(error);
        boolean isGone = outcome.repeat() == Outcome.Repeat.ALWAYS && !body.isAvailable();
        return isGone ? Outcome.lastingFailure() : outcome;
    }

    /** What an error of the JDK's client says, whatever was sent. */
    static Outcome ofTransport(Throwable error) {
        if (error instanceof HttpTimeoutException && !(error instanceof HttpConnectTimeoutException)) {
            return Outcome.lastingFailure(); // the time of the whole call is up
        }
        if (error instanceof SSLHandshakeException || error instanceof SSLPeerUnverifiedException) {
            return Outcome.neverSent(); // a request is read when the handshake is done
        }
        return Classifier.standard().ofError(error);
    }
}
