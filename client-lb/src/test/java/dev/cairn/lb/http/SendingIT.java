// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SendingIT {
    private final HttpShop shop = new HttpShop();
    private final CairnHttpClient client = shop.client();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void spreadsCallsOverEndpointsUnderTheServicesName(boolean usesHostHeader) throws Exception {
        shop.serve(3);
        CairnHttpClient client = shop.client(usesHostHeader, HttpClient::newBuilder);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            HttpResponse<String> response = client.send(HttpShop.get(), ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.uri()).isEqualTo(HttpShop.ORDERS);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            answers.merge(response.body(), 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of("pod-0", 3, "pod-1", 3, "pod-2", 3));
        String requestUri = usesHostHeader ? "/cart?id=7" : "http://orders.shop/cart?id=7";
        assertThat(shop.backends)
                .allSatisfy(backend -> assertThat(backend.seen).containsOnly("GET " + requestUri + " orders.shop "));
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void carriesBodyAndHeadersOfEveryMethod(boolean usesHostHeader) throws Exception {
        shop.serve(1);
        CairnHttpClient client = shop.client(usesHostHeader, HttpClient::newBuilder);
        shop.pod(0).answering(exchange -> {
            exchange.getResponseHeaders()
                    .add("Echo", exchange.getRequestHeaders().getFirst("X-Order"));
            exchange.sendResponseHeaders(204, -1);
        });
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "REPORT"}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://orders.shop:80/a%20b"))
                    .method(method, BodyPublishers.ofString("body"))
                    .header("X-Order", "seven")
                    .build();
            HttpResponse<String> response = client.send(request, ofString());
            assertThat(response.headers().firstValue("Echo")).contains("seven");
            assertThat(response.request()).isSameAs(request);
            assertThat(shop.pod(0).seen)
                    .last()
                    .asString()
                    .startsWith(method + " ")
                    .endsWith(" orders.shop body");
            assertThat(shop.pod(0).seen).last().asString().contains("/a%20b ");
        }
    }

    @Test
    void passesOtherRequestsThroughUntouched() throws Exception {
        shop.serve(1);
        URI direct = URI.create("http://127.0.0.1:" + shop.pod(0).port() + "/direct");
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(direct).build(), ofString());
        assertThat(response.body()).isEqualTo("pod-0");
        assertThat(client.sendAsync(HttpRequest.newBuilder(direct).build(), ofString())
                        .get(5, TimeUnit.SECONDS)
                        .uri())
                .isEqualTo(direct);
        assertThat(shop.pod(0).seen)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("GET /direct 127.0.0.1:"));
    }

    @Test
    void aServiceWithoutEndpointsRefusesTheConnection() {
        shop.publish(List.of());
        assertThatThrownBy(() -> client.send(HttpShop.get(), ofString()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("k8s:///orders.shop:80 has no endpoint to call");
    }

    @Test
    void anUnknownPortSaysWhichThereAre() {
        shop.serve(1);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://orders.shop:9999/")).build();
        assertThatThrownBy(() -> client.send(request, ofString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("orders.shop has no port 9999; it has :http (80)");
    }

    @Test
    void needsNoClientPerEndpoint() throws Exception {
        shop.serve(20);
        client.send(HttpShop.get(), ofString());
        Set<Thread> before = selectors();
        for (int i = 0; i < 40; i++) {
            client.send(HttpShop.get(), ofString());
        }
        Set<Thread> after = selectors();
        after.removeAll(before);
        assertThat(after).isEmpty();
        assertThat(shop.backends).allSatisfy(backend -> assertThat(backend.seen).hasSizeGreaterThanOrEqualTo(2));
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("SelectorManager"))
                .collect(Collectors.toSet());
    }
}
