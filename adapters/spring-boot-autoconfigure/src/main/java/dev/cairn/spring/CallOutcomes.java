// SPDX-License-Identifier: Apache-2.0
package dev.cairn.spring;

import dev.cairn.lb.Classifier;
import dev.cairn.lb.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.ResponseData;
import org.springframework.http.HttpStatusCode;

/**
 * What the end of a call says of its endpoint: 429 and 503 are overload, any other 5xx and errors of the connection failures; everything
 * else is a success, also when it tells the caller off.
 */
final class CallOutcomes {
    private CallOutcomes() {}

    static Outcome of(CompletionContext<?, ?, ?> context) {
        return switch (context.status()) {
            case SUCCESS -> context.getClientResponse() instanceof ResponseData data ? of(data) : Outcome.success();
            case FAILED -> of(context.getThrowable());
            case DISCARD -> Outcome.cancelled();
        };
    }

    private static Outcome of(ResponseData response) {
        HttpStatusCode code = response.getHttpStatus();
        int status = code == null ? 200 : code.value();
        if (status == 429 || status == 503) {
            return Outcome.overload(Duration.ZERO);
        }
        return status >= 500 ? Outcome.failure() : Outcome.success();
    }

    /** Spring's own exceptions hold those that say what happened. */
    private static Outcome of(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return Classifier.standard().ofError(cause);
            }
        }
        return error == null ? Outcome.cancelled() : Classifier.standard().ofError(error);
    }
}
