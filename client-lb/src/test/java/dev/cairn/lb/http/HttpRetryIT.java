// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofFile;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.lb.Explanation;
import dev.cairn.lb.RetriesExhaustedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpRetryIT {
    private final HttpShop shop = new HttpShop();
    private final CairnHttpClient client = shop.client();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void triesAnotherEndpointWhenOneRefusesConnectionsWhateverTheMethod() throws Exception {
        shop.serve(2);
        shop.pod(0).close();
        for (int i = 0; i < 6; i++) {
            assertThat(client.send(HttpShop.post("order " + i), ofString()).body())
                    .isEqualTo("pod-1");
        }
        assertThat(shop.pod(1).seen).hasSize(6);
    }

    @Test
    void repeatsAnIdempotentRequestAfterAResetAndNoOther() throws Exception {
        try (ResettingServer resetting = new ResettingServer()) {
            shop.serve(1);
            shop.publish(List.of(
                    Backend.group("resets", resetting.port()), shop.pod(0).group()));
            for (int i = 0; i < 2; i++) { // more would eject it
                assertThat(client.send(HttpShop.get(), ofString()).body()).isEqualTo("pod-0");
            }
            int failed = 0;
            int before = resetting.requests();
            for (int i = 0; i < 4; i++) {
                try {
                    client.send(HttpShop.post("order"), ofString());
                } catch (IOException e) {
                    failed++;
                }
            }
            assertThat(failed).isEqualTo(2);
            // counted at the server: the order was sent once each time
            assertThat(resetting.requests() - before).isEqualTo(2);
        }
    }

    @Test
    void theJdkItselfRepeatsAGetOnAKeptConnectionAndNoOrder() throws Exception {
        try (ResettingServer losing = ResettingServer.answeringOnce()) {
            shop.publish(List.of(Backend.group("loses", losing.port())));
            client.send(HttpShop.get(), ofString());
            assertThat(client.send(HttpShop.get(), ofString()).body()).isEqualTo("ok");
            assertThat(losing.requests()).as("one of two calls came twice").isEqualTo(3);
            assertThat(shop.explain().rows().get(0).picks())
                    .as("which is no attempt of ours")
                    .isEqualTo(2);
            assertThatThrownBy(() -> client.send(HttpShop.post("order"), ofString()))
                    .isInstanceOf(IOException.class);
            assertThat(losing.requests()).as("the order came once").isEqualTo(4);
        }
    }

    @Test
    void hidesBadAnswersThatAnotherEndpointMakesGood(@TempDir Path folder) throws Exception {
        shop.serve(3);
        shop.pod(0).answering(503, "Retry-After", "0");
        shop.pod(1).answering(502, "X-Bad", "yes");
        for (int i = 0; i < 4; i++) {
            Path file = folder.resolve("answer-" + i);
            HttpResponse<Path> response = client.send(HttpShop.get(), ofFile(file));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Files.readString(file)).isEqualTo("pod-2");
        }
    }

    @Test
    void givesBackTheLastBadAnswerWithItsBody() throws Exception {
        shop.serve(2);
        shop.backends.forEach(backend -> backend.answering(503, "X-Bad", "yes"));
        HttpResponse<String> response = client.send(HttpShop.get(), ofString());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).startsWith("bad answer of pod-");
        assertThat(shop.seen().size()).isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatAnotherEndpointWouldAnswerAlike() throws Exception {
        shop.serve(2);
        shop.backends.forEach(backend -> backend.answering(500, "X-Bad", "yes"));
        assertThat(client.send(HttpShop.get(), ofString()).statusCode()).isEqualTo(500);
        shop.backends.forEach(backend -> backend.answering(404, "X-Bad", "yes"));
        assertThat(client.send(HttpShop.get(), ofString()).statusCode()).isEqualTo(404);
        assertThat(shop.seen().size()).isEqualTo(2);
        assertThat(shop.explain().rows().stream()
                        .mapToLong(Explanation.Row::failures)
                        .sum())
                .as("a 500 counts against the endpoint, a 404 doesn't")
                .isEqualTo(1);
    }

    @Test
    void leavesAnEndpointThatAsksForALongPauseAlone() throws Exception {
        shop.serve(2);
        shop.backends.forEach(backend -> backend.answering(503, "Retry-After", "3600"));
        assertThat(client.send(HttpShop.get(), ofString()).statusCode()).isEqualTo(503);
        assertThat(shop.seen().size()).isEqualTo(1);
    }

    @Test
    void repeatsABodyOnlyWhenItCanBeSentAgain() throws Exception {
        shop.serve(2);
        shop.backends.forEach(backend -> backend.answering(502, "X-Bad", "yes"));
        HttpRequest replayable = HttpRequest.newBuilder(HttpShop.ORDERS)
                .PUT(BodyPublishers.ofString("order"))
                .build();
        assertThat(client.send(replayable, ofString()).statusCode()).isEqualTo(502);
        assertThat(shop.seen()).hasSize(3).allSatisfy(line -> assertThat(line).endsWith(" order"));

        shop.backends.forEach(backend -> backend.seen.clear());
        HttpRequest once = HttpRequest.newBuilder(HttpShop.ORDERS)
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofString("x"), 1))
                .build();
        assertThat(client.send(once, ofString()).statusCode()).isEqualTo(502);
        assertThat(shop.seen()).hasSize(1);
    }

    @Test
    void exhaustionIsAnIoExceptionThatListsTheAttempts() {
        shop.serve(3);
        shop.backends.forEach(Backend::close);
        assertThatThrownBy(() -> client.send(HttpShop.get(), ofString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gave up after 3 attempts")
                .hasMessageContaining("127.0.0.1:" + shop.pod(0).port())
                .hasMessageContaining("127.0.0.1:" + shop.pod(1).port())
                .hasMessageContaining("127.0.0.1:" + shop.pod(2).port())
                .hasCauseInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client.sendAsync(HttpShop.get(), ofString()).get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RetriesExhaustedException.class);
    }
}
