// SPDX-License-Identifier: Apache-2.0
package dev.cairn.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.lb.Balancer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With this artifact alone on the class path, a target of a cluster is read from its API server. */
@Timeout(30)
class OneDependencyIT {
    private static final Map<String, String> OBJECTS = Map.of(
            "services",
            "{'metadata':{'name':'orders','namespace':'shop','resourceVersion':'5'},'spec':{'type':'ClusterIP','clusterIP':'10.96.0.7',"
                    + "'clusterIPs':['10.96.0.7'],'ports':[{'name':'http','protocol':'TCP','port':80,'targetPort':8080}]}}",
            "endpointslices",
            "{'metadata':{'name':'orders-1','namespace':'shop','resourceVersion':'6','labels':{'kubernetes.io/service-name':'orders'}},"
                    + "'addressType':'IPv4','ports':[{'name':'http','protocol':'TCP','port':8080}],"
                    + "'endpoints':[{'addresses':['10.244.0.9'],'conditions':{'ready':true}}]}");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer api;

    OneDependencyIT() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        api.setExecutor(threads);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        api.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aTargetOfAClusterFindsItsSource() throws Exception {
        String target = "k8s:///orders.shop:80?endpoint=http://localhost:"
                + api.getAddress().getPort();
        try (Balancer orders = Balancer.builder(target).build()) {
            orders.whenReady().get(10, TimeUnit.SECONDS);
            String address = orders.call(attempt ->
                    attempt.address().getHostString() + ":" + attempt.address().getPort());
            assertThat(address).isEqualTo("10.244.0.9:8080");
        }
    }

    @Test
    void otherSourcesAreNotBroughtIn() {
        assertThatThrownBy(
                        () -> Balancer.builder("manifests:///orders.shop:http").build())
                .hasMessageContaining("cairn-discovery-manifests");
    }

    /** Lists by a watch, as API servers of today do, and then has nothing more to tell. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String object = OBJECTS.get(path.substring(path.lastIndexOf('/') + 1));
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            send(body, "ADDED", String.valueOf(object));
            send(
                    body,
                    "BOOKMARK",
                    "{'metadata':{'annotations':{'k8s.io/initial-events-end':'true'},'resourceVersion':'9'}}");
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream body, String type, String object) throws IOException {
        String event = "{'type':'" + type + "','object':" + object + "}\n";
        body.write(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        body.flush();
    }
}
