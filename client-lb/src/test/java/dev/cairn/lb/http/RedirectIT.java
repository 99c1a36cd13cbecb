// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RedirectIT {
    private static final String OLD = "http://orders.shop/old";

    private final HttpShop shop = new HttpShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private CairnHttpClient following(boolean usesHostHeader) {
        return shop.client(usesHostHeader, () -> HttpClient.newBuilder().followRedirects(Redirect.NORMAL));
    }

    /** A pod that sends everybody from /old to the location, and answers elsewhere. */
    private static Backend moved(String name, int status, String location) {
        Backend pod = new Backend(name);
        return pod.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/old")) {
                exchange.getResponseHeaders().add("Location", location);
                exchange.sendResponseHeaders(status, -1);
            } else {
                pod.ok(exchange);
            }
        });
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void followsWithinTheServiceByEveryEndpoint(boolean usesHostHeader) throws Exception {
        shop.expose("orders.shop", 80, moved("a", 302, "/new?x=1"), moved("b", 302, "/new?x=1"));
        HttpResponse<String> response = following(usesHostHeader).send(HttpShop.get(OLD), ofString());
        assertThat(shop.backends)
                .as("the redirect came from one pod, the answer from the other")
                .allSatisfy(pod -> assertThat(pod.seen).hasSize(1));
        assertThat(response.uri()).hasToString("http://orders.shop/new?x=1");
        assertThat(response.request().uri()).isEqualTo(response.uri());
        HttpResponse<String> previous = response.previousResponse().orElseThrow();
        assertThat(previous.statusCode()).isEqualTo(302);
        assertThat(previous.uri()).hasToString(OLD);
        assertThat(previous.previousResponse()).isEmpty();
    }

    @Test
    void followsToAnotherServiceWithoutTheCredentials() throws Exception {
        shop.expose("orders.shop", 80, moved("orders", 307, "http://billing.shop:81/new"));
        Backend billing = new Backend("billing");
        billing.answering(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("X-Trace")).isEqualTo("7");
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isNull();
            billing.ok(exchange);
        });
        shop.expose("billing.shop", 81, billing);
        HttpRequest request = HttpRequest.newBuilder(URI.create(OLD))
                .PUT(BodyPublishers.ofString("order"))
                .header("Authorization", "Bearer t")
                .header("X-Trace", "7")
                .build();
        assertThat(following(true)
                        .sendAsync(request, ofString())
                        .get(10, TimeUnit.SECONDS)
                        .body())
                .isEqualTo("billing");
        assertThat(billing.seen).containsExactly("PUT /new billing.shop:81 order");
    }

    @Test
    void followsOutOfTheClusterAndBack() throws Exception {
        shop.serve(1);
        Backend outside = moved("outside", 302, "http://orders.shop/new");
        shop.backends.add(outside);
        String entry = "http://127.0.0.1:" + outside.port() + "/old";
        shop.expose("entry.shop", 80, moved("entry", 302, entry));
        HttpResponse<String> response = following(false).send(HttpShop.get("http://entry.shop/old"), ofString());
        assertThat(response.body()).isEqualTo("pod-0");
        assertThat(response.uri()).hasToString("http://orders.shop/new");
        assertThat(outside.seen).containsExactly("GET /old 127.0.0.1:" + outside.port() + " ");
        assertThat(response.previousResponse().orElseThrow().uri()).hasToString(entry);
    }

    @Test
    void turnsAPostIntoAGetWithoutItsBody() throws Exception {
        shop.expose("orders.shop", 80, moved("a", 303, "/new"));
        following(true).send(HttpShop.post(OLD, "order"), ofString());
        assertThat(shop.seen()).containsExactly("POST /old orders.shop order", "GET /new orders.shop ");
    }

    @Test
    void givesBackTheLastRedirectOfACircle() throws Exception {
        shop.expose("orders.shop", 80, moved("a", 302, "/old"));
        HttpResponse<String> response = following(true).send(HttpShop.get(OLD), ofString());
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(shop.seen()).hasSize(Redirects.LIMIT + 1);
    }

    @Test
    void givesRedirectsBackWhenThePolicySaysSo() throws Exception {
        shop.expose("orders.shop", 80, moved("a", 302, "/new"));
        CairnHttpClient client = shop.client();
        assertThat(client.followRedirects()).isEqualTo(Redirect.NEVER);
        assertThat(client.send(HttpShop.get(OLD), ofString()).statusCode()).isEqualTo(302);
        assertThat(following(true).followRedirects()).isEqualTo(Redirect.NORMAL);
    }

    @Test
    void aRedirectThatLeadsNowhereCountsNotAgainstTheEndpoint() {
        shop.expose("orders.shop", 80, moved("a", 302, ""));
        CairnHttpClient client = following(true);
        assertThatThrownBy(() -> client.send(HttpShop.get(OLD), ofString()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("answered 302 without a Location");
        assertThat(shop.seen()).hasSize(1);
        assertThat(shop.explain().rows().get(0).failures()).isZero();
    }
}
