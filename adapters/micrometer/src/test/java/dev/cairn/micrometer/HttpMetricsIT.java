// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.http.CairnHttpClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests of the HTTP client are attempts, too. */
class HttpMetricsIT {
    private static HttpServer server(AtomicInteger requests) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(requests.incrementAndGet() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aRequestThatIsSentTwiceIsOneCallOfTwoAttempts() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer one = server(requests);
        HttpServer other = server(requests);
        String target = "static:///127.0.0.1:" + one.getAddress().getPort() + ",127.0.0.1:"
                + other.getAddress().getPort();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Balancers balancers =
                        Balancers.builder().service("orders.shop", target).build();
                CairnMetrics metrics = CairnMetrics.bind(balancers, registry);
                CairnHttpClient client = CairnHttpClient.builder(HttpClient::newBuilder)
                        .balancers(balancers)
                        .build()) {
            assertThat(metrics).isNotNull();
            HttpResponse<Void> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://orders.shop/cart"))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(registry.get("cairn.lb.calls").functionCounter().count()).isEqualTo(1);
            assertThat(registry.get("cairn.lb.attempt.duration")
                            .tag("outcome", "overload")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("cairn.lb.attempt.duration")
                            .tag("outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("cairn.lb.retries")
                            .tag("outcome", "success")
                            .counter()
                            .count())
                    .isEqualTo(1);
        } finally {
            one.stop(0);
            other.stop(0);
        }
    }
}
