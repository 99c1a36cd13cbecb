// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All pods are replaced, one after the other, while calls go on: none fails. */
@Timeout(60)
class RollingUpdateIT {
    private static final int PODS = 4;
    private static final int CALLERS = 4;

    private final EchoService service = new EchoService();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        over.set(true);
        callers.shutdownNow();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {CairnGrpc.POLICY, "round_robin"})
    void noCallFails(String policy) throws Exception {
        List<EchoServer> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(service.add().latency(2));
        }
        ManagedChannel channel =
                service.channel(NettyChannelBuilder.forTarget(EchoService.TARGET, InsecureChannelCredentials.create())
                        .defaultLoadBalancingPolicy(policy));
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(() -> callUntilOver(channel));
        }
        for (EchoServer old : pods) {
            await().until(() -> answered.contains(old.name()));
            EchoServer next = service.add().latency(2);
            await().until(() -> answered.contains(next.name()));
            service.drain(old);
            awaitNoCalls(old);
            old.shutdown();
            service.remove(old);
        }
        over.set(true);
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
    }

    /** The time a pod has between its end being known and its end: no new calls reach it any more. */
    private static void awaitNoCalls(EchoServer server) {
        await().until(() -> {
            int before = server.calls();
            TimeUnit.MILLISECONDS.sleep(50);
            return server.calls() == before;
        });
    }

    private void callUntilOver(ManagedChannel channel) {
        while (!over.get()) {
            try {
                answered.add(EchoService.say(channel));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }
}
