// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

/** The body of a request, and whether it has been sent. <b>Thread-safe.</b> */
final class RequestBody {
    /** Those publishers of the JDK behind which there may be one of the caller's that can be subscribed to once only. */
    private static final Set<Class<?>> ADAPTERS = List.of(
                    BodyPublishers.fromPublisher(BodyPublishers.noBody()),
                    BodyPublishers.concat(BodyPublishers.ofString("a"), BodyPublishers.ofString("b")))
            .stream()
            .map(Object::getClass)
            .collect(Collectors.toUnmodifiableSet());

    private final HttpRequest request;
    private final boolean isReplayable;
    private volatile boolean sent;

    RequestBody(HttpRequest request) {
        this.request = request;
        isReplayable = isReplayable(request);
    }

    /**
     * Whether the body, if there is one, can be sent again: the JDK's publishers of strings, bytes, files and suppliers of streams begin
     * anew for each subscriber.
     */
    static boolean isReplayable(HttpRequest request) {
        return request.bodyPublisher().map(RequestBody::beginsAnew).orElse(true);
    }

    private static boolean beginsAnew(BodyPublisher publisher) {
        Class<?> type = publisher.getClass();
        return type.getModule().equals(HttpClient.class.getModule()) && !ADAPTERS.contains(type);
    }

    boolean isReplayable() {
        return isReplayable;
    }

    /** Whether the request may still be sent: its body hasn't been, or can be sent again. */
    boolean isAvailable() {
        return isReplayable || !sent;
    }

    /** Puts the body into a copy of the request. */
    void addTo(HttpRequest.Builder copy) {
        if (!isReplayable) {
            request.bodyPublisher().ifPresent(body -> copy.method(request.method(), new Noted(body)));
        }
    }

    /** Takes note of the moment when the client begins to read it. */
    private final class Noted implements BodyPublisher {
        private final BodyPublisher body;

        Noted(BodyPublisher body) {
            this.body = body;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            sent = true;
            body.subscribe(subscriber);
        }
    }
}
