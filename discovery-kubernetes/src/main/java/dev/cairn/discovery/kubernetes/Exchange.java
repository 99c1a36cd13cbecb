// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way its answer takes to the loop. The next piece of the body is asked for only when the last one has been
 * handled there, so at most one piece waits.
 *
 * <p><b>Confined to</b> the loop, but for the methods that the HTTP client calls, which only hand over to it.
 */
final class Exchange {
    private final Loop loop;
    private final ResponseHandler handler;
    /** Complete when the answer has begun. Not confined: a request cancelled before that is cancelled when it comes. */
    private final CompletableFuture<AsyncBody> body = new CompletableFuture<>();

    private boolean isOver;

    Exchange(Loop loop, ResponseHandler handler) {
        this.loop = loop;
        this.handler = handler;
    }

    /** Nothing is handled after this. */
    void cancel() {
        isOver = true;
        cancelBody();
    }

    private void cancelBody() {
        var unused = body.thenAccept(AsyncBody::cancel);
    }

    /** Called by the HTTP client with a piece of the body. */
    void bytes(List<ByteBuffer> pieces, AsyncBody source) {
        loop.execute(() -> {
            pieces.forEach(this::handle);
            if (!isOver) {
                source.consume();
            }
        });
    }

    /** Called by the HTTP client when the answer begins, or when it will not come. */
    void response(@Nullable HttpResponse<AsyncBody> response, @Nullable Throwable failure) {
        if (response != null) {
            body.complete(response.body());
        }
        loop.execute(() -> {
            if (response == null) {
                fail(failure == null ? new IllegalStateException("neither answer nor failure") : failure);
            } else {
                begin(response);
            }
        });
    }

    private void begin(HttpResponse<AsyncBody> response) {
        if (isOver) {
            return;
        }
        AsyncBody source = response.body();
        var unused = source.done().whenComplete((done, failure) -> loop.execute(() -> end(failure)));
        guarded(() -> handler.onStatus(response.code(), retryAfterSeconds(response.header("Retry-After"))));
        source.consume();
    }

    private void handle(ByteBuffer piece) {
        if (!isOver) {
            guarded(() -> handler.onBytes(piece));
        }
    }

    private void end(@Nullable Throwable failure) {
        if (failure != null) {
            fail(failure);
        } else if (!isOver) {
            isOver = true;
            handler.onEnd();
        }
    }

    /** A bug in reading one answer must end that answer only, and be seen as its failure. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            cancelBody();
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        if (!isOver) {
            isOver = true;
            handler.onFailure(unwrapped(failure));
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof CancellationException;
        Throwable cause = failure.getCause();
        return isWrapper && cause != null ? unwrapped(cause) : failure;
    }

    /** RFC 9110 §10.2.3: seconds, or a date. */
    private static long retryAfterSeconds(@Nullable String header) {
        if (header == null) {
            return 0;
        }
        try {
            return header.chars().allMatch(Character::isDigit)
                    ? Long.parseLong(header)
                    : Duration.between(
                                    Instant.now(),
                                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant())
                            .toSeconds();
        } catch (NumberFormatException | DateTimeException e) {
            return 0;
        }
    }
}
