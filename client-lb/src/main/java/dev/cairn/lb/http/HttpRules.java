// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import dev.cairn.lb.NoEndpointException;
import dev.cairn.lb.Outcome;
import dev.cairn.lb.RetriesExhaustedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What HTTP's methods and answers mean for balancing, whatever the client. */
public final class HttpRules {
    // RFC 9110 §9.2.2
    private static final Set<String> IDEMPOTENT_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

    private HttpRules() {}

    /** Whether doing it twice is the same as doing it once. The method is in upper case. */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT_METHODS.contains(method);
    }

    /**
     * What an answer says of an endpoint. 502 and 504 are failures that another endpoint may not have, 503 and 429 overload, any other
     * 5xx a failure that would repeat itself; everything else is a success, also when it tells the caller off.
     *
     * @param retryAfter the header {@code Retry-After} (RFC 9110 §10.2.3), empty when there is none; only seconds count, at most 300
     */
    public static Outcome outcome(int status, String retryAfter) {
        return switch (status) {
            case 502, 504 -> Outcome.failure();
            case 429, 503 -> Outcome.overload(pause(retryAfter));
            default -> status >= 500 ? Outcome.lastingFailure() : Outcome.success();
        };
    }

    private static Duration pause(String retryAfter) {
        String value = retryAfter.strip();
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(value));
        return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
    }

    /** The error of a call without an endpoint, in the type that callers of an HTTP client catch. */
    public static IOException ioException(NoEndpointException none) {
        ConnectException refused = new ConnectException(none.getMessage());
        refused.initCause(none);
        return refused;
    }

    /** The error of a call whose attempts all failed, in the type that callers of an HTTP client catch; it lists the attempts. */
    public static IOException ioException(RetriesExhaustedException exhausted) {
        Throwable last = exhausted.getCause();
        String message = exhausted.getMessage();
        if (last instanceof SSLException) {
            return caused(new SSLException(message), last);
        }
        if (last instanceof TimeoutException || last instanceof HttpTimeoutException) {
            return caused(new HttpTimeoutException(message), last);
        }
        if (last instanceof InterruptedException || last instanceof InterruptedIOException) {
            return caused(new InterruptedIOException(message), last);
        }
        return new IOException(message, last);
    }

    private static IOException caused(IOException error, Throwable cause) {
        error.initCause(cause);
        return error;
    }
}
