// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static java.net.http.HttpResponse.BodyHandlers.ofFile;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.Balancers;
import dev.cairn.lb.Explanation;
import dev.cairn.lb.RetriesExhaustedException;
import dev.cairn.lb.RetryPolicy;
import dev.cairn.lb.Shop;
import dev.cairn.lb.policy.Policies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CairnHttpClientIT {
    private static final URI ORDERS = URI.create("http://orders.shop/cart?id=7");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Backend> backends = new ArrayList<>();
    private final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    private Balancers balancers = balancers(RetryPolicy.standard());
    private CairnHttpClient client = client(false);

    private Balancers balancers(RetryPolicy retry) {
        Balancers made = Balancers.builder()
                .source("k8s", discovery)
                .namespace("shop")
                .policy(Policies.roundRobin())
                .retry(retry)
                .build();
        opened.add(made);
        return made;
    }

    private CairnHttpClient client(boolean usesHostHeader) {
        CairnHttpClient made = CairnHttpClient.builder(HttpClient::newBuilder)
                .balancers(balancers)
                .usesHostHeader(usesHostHeader)
                .build();
        opened.add(0, made);
        return made;
    }

    private void serve(int count) {
        for (int i = 0; i < count; i++) {
            Backend backend = new Backend("pod-" + i);
            opened.add(backend);
            backends.add(backend);
        }
        publish(backends.stream().map(Backend::group).toList());
    }

    private void publish(List<EndpointGroup> groups) {
        discovery.put(Shop.SERVICE, groups);
        discovery.synced();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        discovery.close();
    }

    private static HttpRequest get() {
        return HttpRequest.newBuilder(ORDERS).build();
    }

    private static HttpRequest post(String body) {
        return HttpRequest.newBuilder(ORDERS)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private int inFlight() {
        return balancers.get("k8s:///orders.shop:80").explain().rows().stream()
                .mapToInt(Explanation.Row::inFlight)
                .sum();
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void spreadsCallsOverEndpointsUnderTheServicesName(boolean usesHostHeader) throws Exception {
        serve(3);
        client = client(usesHostHeader);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            HttpResponse<String> response = client.send(get(), ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.uri()).isEqualTo(ORDERS);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            answers.merge(response.body(), 1, Integer::sum);
        }
        assertThat(answers).isEqualTo(Map.of("pod-0", 3, "pod-1", 3, "pod-2", 3));
        String requestUri = usesHostHeader ? "/cart?id=7" : "http://orders.shop/cart?id=7";
        assertThat(backends)
                .allSatisfy(backend -> assertThat(backend.seen).containsOnly("GET " + requestUri + " orders.shop "));
    }

    @ParameterizedTest(name = "with the header Host: {0}")
    @ValueSource(booleans = {false, true})
    void carriesBodyAndHeadersOfEveryMethod(boolean usesHostHeader) throws Exception {
        serve(1);
        client = client(usesHostHeader);
        backends.get(0).answering(exchange -> {
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
            assertThat(backends.get(0).seen)
                    .last()
                    .asString()
                    .startsWith(method + " ")
                    .endsWith(" orders.shop body");
            assertThat(backends.get(0).seen).last().asString().contains("/a%20b ");
        }
    }

    @Test
    void passesOtherRequestsThroughUntouched() throws Exception {
        serve(1);
        URI direct = URI.create("http://127.0.0.1:" + backends.get(0).port() + "/direct");
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(direct).build(), ofString());
        assertThat(response.body()).isEqualTo("pod-0");
        assertThat(client.sendAsync(HttpRequest.newBuilder(direct).build(), ofString())
                        .get(5, TimeUnit.SECONDS)
                        .uri())
                .isEqualTo(direct);
        assertThat(backends.get(0).seen)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("GET /direct 127.0.0.1:"));
    }

    @Test
    void triesAnotherEndpointWhenOneRefusesConnectionsWhateverTheMethod() throws Exception {
        serve(2);
        backends.get(0).close();
        for (int i = 0; i < 6; i++) {
            assertThat(client.send(post("order " + i), ofString()).body()).isEqualTo("pod-1");
        }
        assertThat(backends.get(1).seen).hasSize(6);
    }

    @Test
    void repeatsAnIdempotentRequestAfterAResetAndNoOther() throws Exception {
        try (ResettingServer resetting = new ResettingServer()) {
            serve(1);
            publish(List.of(
                    Backend.group("resets", resetting.port()), backends.get(0).group()));
            for (int i = 0; i < 2; i++) { // more would eject it
                assertThat(client.send(get(), ofString()).body()).isEqualTo("pod-0");
            }
            int failed = 0;
            int before = resetting.requests();
            for (int i = 0; i < 4; i++) {
                try {
                    client.send(post("order"), ofString());
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
    void hidesBadAnswersThatAnotherEndpointMakesGood(@TempDir Path folder) throws Exception {
        serve(3);
        backends.get(0).answering(503, "Retry-After", "0");
        backends.get(1).answering(502, "X-Bad", "yes");
        for (int i = 0; i < 6; i++) {
            Path file = folder.resolve("answer-" + i);
            HttpResponse<Path> response = client.send(get(), ofFile(file));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Files.readString(file)).isEqualTo("pod-2");
        }
    }

    @Test
    void givesBackTheLastBadAnswerWithItsBody() throws Exception {
        serve(2);
        backends.forEach(backend -> backend.answering(503, "X-Bad", "yes"));
        HttpResponse<String> response = client.send(get(), ofString());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).startsWith("bad answer of pod-");
        assertThat(backends.get(0).seen.size() + backends.get(1).seen.size()).isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatAnotherEndpointWouldAnswerAlike() throws Exception {
        serve(2);
        backends.forEach(backend -> backend.answering(500, "X-Bad", "yes"));
        assertThat(client.send(get(), ofString()).statusCode()).isEqualTo(500);
        backends.forEach(backend -> backend.answering(404, "X-Bad", "yes"));
        assertThat(client.send(get(), ofString()).statusCode()).isEqualTo(404);
        assertThat(backends.get(0).seen.size() + backends.get(1).seen.size()).isEqualTo(2);
        assertThat(balancers.get("k8s:///orders.shop:80").explain().rows().stream()
                        .mapToLong(Explanation.Row::failures)
                        .sum())
                .as("a 500 counts against the endpoint, a 404 doesn't")
                .isEqualTo(1);
    }

    @Test
    void leavesAnEndpointThatAsksForALongPauseAlone() throws Exception {
        serve(2);
        backends.forEach(backend -> backend.answering(503, "Retry-After", "3600"));
        assertThat(client.send(get(), ofString()).statusCode()).isEqualTo(503);
        assertThat(backends.get(0).seen.size() + backends.get(1).seen.size()).isEqualTo(1);
    }

    @Test
    void repeatsABodyOnlyWhenItCanBeSentAgain() throws Exception {
        serve(2);
        backends.forEach(backend -> backend.answering(502, "X-Bad", "yes"));
        HttpRequest replayable = HttpRequest.newBuilder(ORDERS)
                .PUT(BodyPublishers.ofString("order"))
                .build();
        assertThat(client.send(replayable, ofString()).statusCode()).isEqualTo(502);
        assertThat(seenTogether())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).endsWith(" order"));

        backends.forEach(backend -> backend.seen.clear());
        HttpRequest once = HttpRequest.newBuilder(ORDERS)
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'x'})))
                .build();
        assertThat(client.send(once, ofString()).statusCode()).isEqualTo(502);
        assertThat(seenTogether()).hasSize(1);
    }

    private List<String> seenTogether() {
        List<String> all = new ArrayList<>();
        backends.forEach(backend -> all.addAll(backend.seen));
        return all;
    }

    @Test
    void exhaustionIsAnIoExceptionThatListsTheAttempts() {
        serve(3);
        backends.forEach(Backend::close);
        assertThatThrownBy(() -> client.send(get(), ofString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gave up after 3 attempts")
                .hasMessageContaining("127.0.0.1:" + backends.get(0).port())
                .hasMessageContaining("127.0.0.1:" + backends.get(1).port())
                .hasMessageContaining("127.0.0.1:" + backends.get(2).port())
                .hasCauseInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client.sendAsync(get(), ofString()).get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RetriesExhaustedException.class);
    }

    @Test
    void aServiceWithoutEndpointsRefusesTheConnection() {
        publish(List.of());
        assertThatThrownBy(() -> client.send(get(), ofString()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("k8s:///orders.shop:80 has no endpoint to call");
    }

    @Test
    void anUnknownPortSaysWhichThereAre() {
        serve(1);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://orders.shop:9999/")).build();
        assertThatThrownBy(() -> client.send(request, ofString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("orders.shop has no port 9999; it has :http (80)");
    }

    @Test
    void httpsSaysWhatToDo() {
        serve(1);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://orders.shop/")).build();
        assertThatThrownBy(() -> client.send(request, ofString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("calls services by http only");
    }

    @Test
    void theTimeoutOfTheRequestHoldsForAllAttemptsTogether() {
        serve(2);
        CountDownLatch end = new CountDownLatch(1);
        backends.forEach(backend -> backend.answering(exchange -> awaitQuietly(end)));
        HttpRequest request =
                HttpRequest.newBuilder(ORDERS).timeout(Duration.ofMillis(150)).build();
        long startNanos = System.nanoTime();
        assertThatThrownBy(() -> client.send(request, ofString())).isInstanceOf(HttpTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        end.countDown();
        assertThat(seenTogether()).hasSize(1);
        await().until(() -> inFlight() == 0);
    }

    @Test
    void cancellingReachesTheAttempt() throws Exception {
        serve(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        backends.get(0).answering(exchange -> {
            begun.countDown();
            awaitQuietly(end);
        });
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(get(), ofString());
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(inFlight()).isEqualTo(1);
        call.cancel(true);
        await().until(() -> inFlight() == 0);
        end.countDown();
    }

    @Test
    void needsTwoClientThreadsWhateverTheNumberOfEndpoints() throws Exception {
        serve(20);
        for (int i = 0; i < 40; i++) {
            client.send(get(), ofString());
        }
        long selectors = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("SelectorManager"))
                .count();
        // other tests' clients may not have ended yet, where a client cannot be closed
        assertThat(selectors).isLessThan(20);
        assertThat(backends).allSatisfy(backend -> assertThat(backend.seen).hasSize(2));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a request and resets the connection. */
    private static final class ResettingServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
        private final java.util.concurrent.atomic.AtomicInteger requests =
                new java.util.concurrent.atomic.AtomicInteger();

        ResettingServer() throws IOException {
            Thread thread = new Thread(this::run, "test-resetting");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            while (!socket.isClosed()) {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read(new byte[4096]);
                    requests.incrementAndGet();
                    connection.setSoLinger(true, 0);
                } catch (IOException e) {
                    // the next connection, or the end
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        int requests() {
            return requests.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
