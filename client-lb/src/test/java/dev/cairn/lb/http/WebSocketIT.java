// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebSocketIT {
    private static final URI FEED = URI.create("ws://orders.shop/feed?id=7");

    private final HttpShop shop = new HttpShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static WebSocketPod pod(int status) throws IOException {
        return new WebSocketPod(status, ServerSocketFactory.getDefault());
    }

    private static WebSocket open(CairnHttpClient client, URI uri) throws Exception {
        return client.newWebSocketBuilder()
                .header("X-Trace", "7")
                .subprotocols("chat", "other")
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(uri, new WebSocket.Listener() {})
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void connectsToAnEndpointThatTakesItUnderTheServicesName() throws Exception {
        try (WebSocketPod refuses = pod(503);
                WebSocketPod opens = pod(101)) {
            shop.publish(List.of(refuses.group("refuses"), opens.group("opens")));
            CairnHttpClient client = shop.client(true, HttpClient::newBuilder);
            for (int i = 0; i < 2; i++) {
                WebSocket socket = open(client, FEED);
                assertThat(socket.getSubprotocol()).isEqualTo("chat");
                socket.abort();
            }
            assertThat(opens.seen)
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .containsEntry("", "GET /feed?id=7 HTTP/1.1")
                            .containsEntry("host", "orders.shop")
                            .containsEntry("x-trace", "7")
                            .containsEntry("sec-websocket-protocol", "chat, other"));
            assertThat(refuses.seen).isNotEmpty();
            assertThat(shop.inFlight())
                    .as("an open web socket is no call in flight")
                    .isZero();
        }
    }

    @Test
    void verifiesTheServicesNameByTls(@TempDir Path folder) throws Exception {
        Certificates ofOrders = Certificates.make(folder, "dns:orders.shop");
        try (WebSocketPod pod = new WebSocketPod(101, ofOrders.context().getServerSocketFactory())) {
            shop.publish(List.of(pod.group("pod")));
            CairnHttpClient client =
                    shop.client(true, () -> HttpClient.newBuilder().sslContext(ofOrders.context(ofOrders)));
            open(client, URI.create("wss://orders.shop:80/feed")).abort();
            assertThat(pod.seen).hasSize(1);
            assertThat(pod.seen.get(0)).containsEntry("host", "orders.shop:80");
        }
    }

    @Test
    void givesBackWhatEveryEndpointSays() throws Exception {
        try (WebSocketPod pod = pod(404)) {
            shop.publish(List.of(pod.group("pod")));
            CairnHttpClient client = shop.client(true, HttpClient::newBuilder);
            assertThatThrownBy(() -> open(client, FEED)).hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(pod.seen).as("another endpoint would say the same").hasSize(1);
        }
    }

    @Test
    void passesOthersThroughAndNamesTheFlagForServices() throws Exception {
        try (WebSocketPod pod = pod(101)) {
            shop.publish(List.of(pod.group("pod")));
            CairnHttpClient client = shop.client();
            int port = pod.group("pod").ports().get(0).number();
            open(client, URI.create("ws://127.0.0.1:" + port + "/direct")).abort();
            assertThat(pod.seen).hasSize(1);
            assertThatThrownBy(() -> open(client, FEED))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(HostHeader.FLAG);
        }
    }
}
