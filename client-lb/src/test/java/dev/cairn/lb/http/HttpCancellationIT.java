// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpCancellationIT {
    private final HttpShop shop = new HttpShop();
    private final CairnHttpClient client = shop.client();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theTimeoutOfTheRequestHoldsForAllAttemptsTogether() {
        shop.serve(2);
        CountDownLatch end = new CountDownLatch(1);
        shop.backends.forEach(backend -> backend.answering(exchange -> awaitQuietly(end)));
        HttpRequest request = HttpRequest.newBuilder(HttpShop.ORDERS)
                .timeout(Duration.ofMillis(150))
                .build();
        long startNanos = System.nanoTime();
        assertThatThrownBy(() -> client.send(request, ofString())).isInstanceOf(HttpTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        end.countDown();
        assertThat(shop.seen()).hasSize(1);
        await().until(() -> shop.inFlight() == 0);
    }

    @Test
    void cancellingReachesTheAttempt() throws Exception {
        shop.serve(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        shop.pod(0).answering(exchange -> {
            begun.countDown();
            awaitQuietly(end);
        });
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(HttpShop.get(), ofString());
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(shop.inFlight()).isEqualTo(1);
        call.cancel(true);
        await().until(() -> shop.inFlight() == 0);
        end.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
