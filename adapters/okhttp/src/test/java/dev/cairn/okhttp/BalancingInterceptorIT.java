// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.lb.Explanation;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BalancingInterceptorIT {
    private static final String SECURE = "https://orders.shop/cart?id=7";
    private static final String PLAIN = "http://orders.shop/cart?id=7";

    private final OkShop shop = new OkShop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void spreadsHttp2CallsUnderTheServicesName() throws Exception {
        shop.expose(
                "orders.shop",
                443,
                new Pod("a", OkShop.OF_ORDERS),
                new Pod("b", OkShop.OF_ORDERS),
                new Pod("c", OkShop.OF_ORDERS));
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            try (Response response = shop.client.newCall(OkShop.get(SECURE)).execute()) {
                assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
                assertThat(response.request().url()).hasToString(SECURE);
                answers.merge(response.body().string(), 1, Integer::sum);
            }
        }
        assertThat(answers).isEqualTo(Map.of("a", 3, "b", 3, "c", 3));
        assertThat(shop.pods)
                .allSatisfy(pod -> assertThat(pod.seen).allSatisfy(request -> {
                    assertThat(request.getUrl())
                            .as("scheme, authority and path")
                            .hasToString(SECURE);
                    assertThat(request.getHandshakeServerNames()).containsExactly("orders.shop");
                    assertThat(request.getConnectionIndex())
                            .as("one connection for each endpoint")
                            .isZero();
                }));
    }

    @Test
    void refusesACertificateForTheAddressOnly() {
        shop.expose("orders.shop", 443, new Pod("a", OkShop.OF_ADDRESS));
        assertThatThrownBy(() -> shop.call(OkShop.get(SECURE)))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("gave up after 3 attempts");
        assertThat(shop.requests()).isZero();
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        Pod both = new Pod("a", OkShop.OF_ORDERS);
        shop.expose("orders.shop", 443, both);
        shop.expose("billing.shop", 443, both);
        assertThat(shop.call(OkShop.get(SECURE))).isEqualTo("200 a");
        assertThatThrownBy(() -> shop.call(OkShop.get("https://billing.shop/"))).isInstanceOf(SSLException.class);
        assertThat(both.seen).hasSize(1);
    }

    @Test
    void triesAnotherEndpointWhenOneCannotBeReachedWhateverTheMethod() throws Exception {
        shop.expose(
                "orders.shop",
                443,
                new Pod("refuses", OkShop.OF_ORDERS),
                new Pod("lies", OkShop.OF_ADDRESS),
                new Pod("a", OkShop.OF_ORDERS));
        shop.pods.get(0).close();
        for (int i = 0; i < 6; i++) {
            assertThat(shop.call(OkShop.post(SECURE, "order"))).isEqualTo("200 a");
        }
        assertThat(shop.requests()).isEqualTo(6);
    }

    @Test
    void hidesBadAnswersThatAnotherEndpointMakesGood() throws Exception {
        shop.expose("orders.shop", 80, new Pod("a").answering(503), new Pod("b").answering(502), new Pod("c"));
        for (int i = 0; i < 4; i++) {
            assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("200 c");
        }
        assertThat(shop.pods)
                .allSatisfy(pod -> assertThat(pod.seen)
                        .as("no connection was lost")
                        .allSatisfy(request ->
                                assertThat(request.getConnectionIndex()).isZero()));
    }

    @Test
    void givesBackTheLastBadAnswerWithItsBody() throws Exception {
        shop.expose("orders.shop", 80, new Pod("a").answering(503));
        assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("503 bad a");
        assertThat(shop.requests()).isEqualTo(3);
        assertThat(shop.call(OkShop.post(PLAIN, "order"))).isEqualTo("503 bad a");
        assertThat(shop.requests()).as("an order isn't repeated").isEqualTo(4);
    }

    @Test
    void sendsAnOrderOnceThoughTheConnectionIsLost() throws Exception {
        Pod pod = new Pod("a");
        shop.expose("orders.shop", 80, pod);
        assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("200 a"); // a connection is there
        pod.answering(request -> new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        assertThatThrownBy(() -> shop.call(OkShop.post(PLAIN, "order"))).isInstanceOf(IOException.class);
        assertThat(pod.seen).as("a GET and one POST, counted at the server").hasSize(2);
    }

    @Test
    void repeatsAGetAtAnotherEndpointWhenTheConnectionIsLost() throws Exception {
        shop.expose(
                "orders.shop",
                80,
                new Pod("a")
                        .answering(request -> new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket())
                                .build()),
                new Pod("b"));
        assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("200 b");
        assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("200 b");
    }

    @Test
    void leavesAnEndpointThatTakesLongerThanAnAttemptMay() throws Exception {
        Pod slow = new Pod("slow")
                .answering(request -> new MockResponse.Builder()
                        .headersDelay(20, TimeUnit.SECONDS)
                        .build());
        shop.expose("orders.shop", 80, slow, new Pod("a"));
        for (int i = 0; i < 2; i++) {
            assertThat(shop.call(OkShop.get(PLAIN))).isEqualTo("200 a");
        }
        assertThat(slow.seen).as("it was asked").isNotEmpty();
    }

    @Test
    void aCancelledCallSaysNothingOfTheEndpoint() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Pod pod = new Pod("a");
        shop.expose("orders.shop", 80, pod.answering(request -> {
            begun.countDown();
            end.await(10, TimeUnit.SECONDS);
            return pod.ok();
        }));
        Call call = shop.client.newCall(OkShop.get(PLAIN));
        CapturedFailure failure = new CapturedFailure();
        call.enqueue(failure);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        call.cancel();
        await().until(() -> failure.error != null);
        end.countDown();
        Explanation.Row row = shop.explain(80).rows().get(0);
        assertThat(row.failures()).isZero();
        assertThat(row.inFlight()).isZero();
        assertThat(pod.seen).hasSize(1);
    }

    @Test
    void exhaustionIsAnIoExceptionThatListsTheAttempts() {
        shop.expose("orders.shop", 80, new Pod("a"), new Pod("b"));
        shop.pods.forEach(Pod::close);
        assertThatThrownBy(() -> shop.call(OkShop.get(PLAIN)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gave up after 3 attempts")
                .hasMessageContaining("127.0.0.1:" + shop.pods.get(0).server.getPort())
                .hasMessageContaining("127.0.0.1:" + shop.pods.get(1).server.getPort());
    }

    @Test
    void aServiceWithoutEndpointsRefusesTheConnection() {
        shop.expose("orders.shop", 80);
        assertThatThrownBy(() -> shop.call(OkShop.get(PLAIN)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("k8s:///orders.shop:80 has no endpoint to call");
    }

    @Test
    void redirectsWithinTheServiceStayThere() throws Exception {
        Pod pod = new Pod("a");
        shop.expose(
                "orders.shop",
                80,
                pod.answering(request -> request.getTarget().equals("/old")
                        ? new MockResponse.Builder()
                                .code(302)
                                .addHeader("Location", "http://orders.shop/new")
                                .build()
                        : pod.ok()));
        assertThat(shop.call(OkShop.get("http://orders.shop/old"))).isEqualTo("200 a");
        assertThat(pod.seen)
                .extracting(request -> String.valueOf(request.getUrl()))
                .containsExactly("http://orders.shop/old", "http://orders.shop/new");
    }

    @Test
    void balancesAWebSocketWhenItConnects() throws Exception {
        Pod pod = new Pod("a")
                .answering(request -> new MockResponse.Builder()
                        .webSocketUpgrade(new WebSocketListener() {})
                        .build());
        shop.expose("orders.shop", 80, new Pod("refuses"), pod);
        shop.pods.get(0).close();
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Integer> opened = new CompletableFuture<>();
            WebSocket socket = shop.client.newWebSocket(OkShop.get("http://orders.shop/feed"), new WebSocketListener() {
                @Override
                public void onOpen(WebSocket webSocket, Response response) {
                    opened.complete(response.code());
                }

                @Override
                public void onFailure(WebSocket webSocket, Throwable error, @Nullable Response response) {
                    opened.completeExceptionally(error);
                }
            });
            assertThat(opened.get(10, TimeUnit.SECONDS)).isEqualTo(101);
            socket.cancel();
        }
        assertThat(pod.seen)
                .extracting(request -> request.getHeaders().get("Host"))
                .containsExactly("orders.shop", "orders.shop");
    }

    @Test
    void passesOtherCallsThrough() throws Exception {
        Pod outside = new Pod("outside");
        shop.pods.add(outside);
        assertThat(shop.call(OkShop.get("http://127.0.0.1:" + outside.server.getPort() + "/")))
                .isEqualTo("200 outside");
    }

    @Test
    void saysThatANetworkInterceptorComesTooLate() {
        shop.expose("orders.shop", 80, new Pod("a"));
        OkHttpClient wrong = new OkHttpClient.Builder()
                .addNetworkInterceptor(BalancingInterceptor.of(shop.balancers))
                .build();
        String url = "http://127.0.0.1:" + shop.pods.get(0).server.getPort();
        Request request = OkShop.get(url);
        assertThatThrownBy(() -> wrong.newCall(request).execute().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("addInterceptor");
    }

    /** What a call ended with. */
    private static final class CapturedFailure implements Callback {
        volatile @Nullable IOException error;

        @Override
        public void onFailure(Call call, IOException e) {
            error = e;
        }

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }
}
