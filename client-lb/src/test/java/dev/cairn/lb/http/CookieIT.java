// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies and passwords. */
@Timeout(30)
class CookieIT {
    private final HttpShop shop = new HttpShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static Backend baker(String name, List<String> cookiesSeen) {
        Backend pod = new Backend(name);
        return pod.answering(exchange -> {
            cookiesSeen.add(name + " " + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().add("Set-Cookie", "session=" + name + "; Path=/");
            pod.ok(exchange);
        });
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void keepsCookiesUnderTheNameOfTheService(boolean usesHostHeader) throws Exception {
        List<String> cookiesSeen = new CopyOnWriteArrayList<>();
        Backend first = baker("a", cookiesSeen);
        shop.expose("orders.shop", 80, first, baker("b", cookiesSeen));
        shop.expose("billing.shop", 80, first);
        CookieManager cookies = new CookieManager();
        CairnHttpClient client =
                shop.client(usesHostHeader, () -> HttpClient.newBuilder().cookieHandler(cookies));
        assertThat(client.cookieHandler()).contains(cookies);

        client.send(HttpShop.get("http://orders.shop/"), ofString());
        client.send(HttpShop.get("http://orders.shop/"), ofString());
        client.send(HttpShop.get("http://billing.shop/"), ofString());

        assertThat(cookiesSeen)
                .as("a cookie goes to every pod of its service, and to no other service on the same address")
                .isIn(
                        List.of("a null", "b session=a", "a null"), // whoever comes first
                        List.of("b null", "a session=b", "a null"));
        assertThat(cookies.getCookieStore().getURIs())
                .containsExactlyInAnyOrder(URI.create("http://orders.shop"), URI.create("http://billing.shop"));
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void asksForPasswordsByTheNameOfTheService(boolean usesHostHeader) throws Exception {
        Backend pod = new Backend("a");
        pod.answering(exchange -> {
            if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"shop\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                pod.ok(exchange);
            }
        });
        shop.expose("orders.shop", 8080, pod);
        List<String> asked = new CopyOnWriteArrayList<>();
        Authenticator passwords = new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                asked.add(getRequestingHost() + " " + getRequestingPort() + " " + getRequestingURL());
                return new PasswordAuthentication("me", "secret".toCharArray());
            }
        };
        CairnHttpClient client =
                shop.client(usesHostHeader, () -> HttpClient.newBuilder().authenticator(passwords));
        HttpResponse<String> response = client.send(HttpShop.get("http://orders.shop:8080/a?b=c"), ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(asked).containsExactly("orders.shop 8080 http://orders.shop:8080/a?b=c");
    }
}
