// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestBodyTest {
    private static final URI HERE = URI.create("http://orders.shop/");

    private static HttpRequest put(BodyPublisher body) {
        return HttpRequest.newBuilder(HERE).PUT(body).build();
    }

    @Test
    void beginsAnewWithTheJdksOwnBodies(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("order"), "x");
        List<BodyPublisher> replayable = List.of(
                BodyPublishers.noBody(),
                BodyPublishers.ofString("x"),
                BodyPublishers.ofByteArray(new byte[1]),
                BodyPublishers.ofByteArrays(List.of(new byte[1])),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofInputStream(InputStream::nullInputStream));
        assertThat(replayable)
                .allMatch(body -> RequestBody.isReplayable(put(body)))
                .allMatch(body -> new RequestBody(put(body)).isAvailable());
        assertThat(RequestBody.isReplayable(HttpRequest.newBuilder(HERE).build()))
                .as("without a body")
                .isTrue();
    }

    @Test
    void takesNothingForGrantedOfOtherBodies() {
        BodyPublisher text = BodyPublishers.ofString("x");
        assertThat(RequestBody.isReplayable(put(BodyPublishers.fromPublisher(text))))
                .isFalse();
        assertThat(RequestBody.isReplayable(put(BodyPublishers.fromPublisher(text, 1))))
                .isFalse();
        assertThat(RequestBody.isReplayable(put(BodyPublishers.concat(text, text))))
                .isFalse();
        BodyPublisher own = new BodyPublisher() {
            @Override
            public long contentLength() {
                return 1;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                text.subscribe(subscriber);
            }
        };
        assertThat(RequestBody.isReplayable(put(own))).isFalse();
    }

    @Test
    void isGoneOnceItWasRead() {
        HttpRequest request = put(BodyPublishers.fromPublisher(BodyPublishers.ofString("x"), 1));
        RequestBody body = new RequestBody(request);
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
        body.addTo(copy);
        BodyPublisher sent = copy.build().bodyPublisher().orElseThrow();
        assertThat(sent.contentLength()).isEqualTo(1);
        assertThat(body.isAvailable()).isTrue();
        sent.subscribe(HttpRequestSubscriber.IGNORING);
        assertThat(body.isAvailable()).isFalse();
    }

    /** Reads nothing. */
    private enum HttpRequestSubscriber implements Flow.Subscriber<ByteBuffer> {
        IGNORING;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(ByteBuffer item) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
