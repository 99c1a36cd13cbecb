// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.lb.Classifier;
import dev.cairn.lb.Outcome;
import dev.cairn.lb.http.HttpRules;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Judges OkHttp's responses and errors by {@link HttpRules}. <b>Confined to</b> the thread of the call. */
final class CallErrors implements Classifier<Response> {
    private final Call call;
    private @Nullable EndpointSockets sockets;

    CallErrors(Call call) {
        this.call = call;
    }

    /** The sockets of the attempt that begins. */
    void attempt(EndpointSockets value) {
        sockets = value;
    }

    @Override
    public Outcome ofResult(Response response) {
        List<String> retryAfter = response.headers("Retry-After");
        return HttpRules.outcome(response.code(), retryAfter.isEmpty() ? "" : retryAfter.get(0));
    }

    @Override
    public Outcome ofError(Throwable error) {
        if (call.isCanceled()) {
            return Outcome.cancelled();
        }
        boolean couldNotConnect = sockets != null && sockets.hasFailed();
        if (couldNotConnect || isHandshake(error) || isRefusedStream(error)) {
            return Outcome.neverSent();
        }
        return Classifier.super.ofError(error);
    }

    private static boolean isHandshake(Throwable error) {
        return error instanceof SSLHandshakeException || error instanceof SSLPeerUnverifiedException;
    }

    /** A server refuses a stream before it has read it (RFC 9113 §8.7); OkHttp's types for that are its own. */
    private static boolean isRefusedStream(Throwable error) {
        return "stream was reset: REFUSED_STREAM".equals(error.getMessage())
                || error.getClass().getSimpleName().equals("ConnectionShutdownException");
    }
}
