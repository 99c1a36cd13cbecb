// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.BalancerListener;
import dev.cairn.lb.Explanation;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the policy sends calls. */
@Timeout(60)
class PolicyIT {
    private final EchoService service = new EchoService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aSlowServerGetsFewCalls() throws Exception {
        service.add();
        service.add();
        EchoServer slow = service.add().latency(100);
        ManagedChannel channel = service.channel();
        awaitConnected(channel, 3);
        int before = slow.calls();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(callers.submit(() -> EchoService.say(channel, 500)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(slow.calls() - before).as("of 2000 calls").isLessThan(100);
    }

    @Test
    void aServerThatFailsWhileItsPeersAreWellIsEjected() throws Exception {
        service.add();
        service.add();
        EchoServer failing = service.add();
        ManagedChannel channel = service.channel(EchoService.TARGET, Map.of("policy", "round-robin"));
        awaitConnected(channel, 3);
        failing.failing(Status.INTERNAL);
        int before = failing.calls();
        int failed = 0;
        for (int i = 0; i < 300; i++) {
            failed += fails(channel) ? 1 : 0;
        }
        assertThat(failed).isBetween(1, 10);
        assertThat(failing.calls() - before).isEqualTo(failed);
    }

    @Test
    void aServerThatRefusesWrongCallsIsNot() throws Exception {
        service.add();
        EchoServer strict = service.add().failing(Status.INVALID_ARGUMENT);
        ManagedChannel channel = service.channel(EchoService.TARGET, Map.of("policy", "round-robin"));
        await().until(() -> fails(channel));
        int before = strict.calls();
        for (int i = 0; i < 100; i++) {
            fails(channel);
        }
        assertThat(strict.calls() - before).isBetween(45, 55);
    }

    @Test
    void retriesOfGrpcGoToAnotherEndpoint() throws Exception {
        service.add();
        EchoServer failing = service.add();
        Map<String, ?> retry = Map.of(
                "maxAttempts",
                2.0,
                "initialBackoff",
                "0.001s",
                "maxBackoff",
                "0.001s",
                "backoffMultiplier",
                1.0,
                "retryableStatusCodes",
                List.of("UNAVAILABLE"));
        Map<String, ?> policy = Map.of("policy", "random", "outlierDetection", Map.of("maxEjectionPercent", 0.0));
        ManagedChannel channel = service.channel(EchoService.TARGET, policy, Map.of("retryPolicy", retry));
        awaitConnected(channel, 2);
        failing.failing(Status.UNAVAILABLE);
        int before = failing.calls();
        Map<String, Integer> answers =
                EchoService.say(ClientInterceptors.intercept(channel, CairnGrpc.retryElsewhere()), 100);
        assertThat(answers)
                .as("one of two attempts at random would lose a quarter")
                .containsOnlyKeys("echo-0");
        assertThat(failing.calls() - before).isGreaterThan(20);
    }

    @Test
    void anEndpointThatCannotBeConnectedToGetsNoCalls() throws Exception {
        service.add();
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service.put("dead", closed.getLocalPort(), Endpoint.ready(IpAddress.parse("127.0.0.1")));
        }
        ManagedChannel channel = service.channel(EchoService.TARGET, Map.of("policy", "round-robin"));
        assertThat(EchoService.say(channel, 50)).containsOnlyKeys("echo-0");
        service.add();
        awaitConnected(channel, 2);
    }

    @Test
    void saysWhyWhenNoneCanBeConnectedTo() throws Exception {
        service.add().close();
        ManagedChannel channel = service.channel();
        assertThatThrownBy(() -> EchoService.say(channel))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining(
                        "UNAVAILABLE: none of the 1 endpoints of k8s:///echo.test:grpc could be connected to, one because: ");
    }

    @Test
    void streamsThatStayOpenCountAsInFlight() throws Exception {
        service.add();
        service.add();
        ManagedChannel channel = service.channel(EchoService.TARGET, Map.of("policy", "p2c-least-request"));
        awaitConnected(channel, 2);
        Map<String, Integer> streams = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            Iterator<String> stream =
                    ClientCalls.blockingServerStreamingCall(channel, Echo.LISTEN, CallOptions.DEFAULT, "");
            streams.merge(stream.next(), 1, Integer::sum);
        }
        assertThat(streams)
                .hasSize(2)
                .allSatisfy((server, count) -> assertThat(count).isBetween(19, 21));
    }

    @Test
    void theLengthOfAStreamIsNotItsLatency() throws Exception {
        List<Balancer> balancers = new CopyOnWriteArrayList<>();
        service.balancers().addListener(new BalancerListener() {
            @Override
            public void onOpened(Balancer opened) {
                balancers.add(opened);
            }
        });
        service.add();
        ManagedChannel channel = service.channel();
        Context.CancellableContext caller = Context.current().withCancellation();
        caller.run(
                () -> assertThat(ClientCalls.blockingServerStreamingCall(channel, Echo.LISTEN, CallOptions.DEFAULT, "")
                                .next())
                        .isEqualTo("echo-0"));
        await().pollDelay(Duration.ofSeconds(3)).until(() -> row(balancers).inFlight() == 1);
        caller.cancel(null);
        await().until(() -> row(balancers).inFlight() == 0);
        assertThat(row(balancers).latency()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(2));
    }

    private static Explanation.Row row(List<Balancer> balancers) {
        return balancers.get(0).explain().rows().get(0);
    }

    private static void awaitConnected(ManagedChannel channel, int servers) {
        await().until(() -> EchoService.say(channel, 40).size() == servers);
    }

    private static boolean fails(ManagedChannel channel) {
        try {
            EchoService.say(channel);
            return false;
        } catch (StatusRuntimeException e) {
            return true;
        }
    }
}
