// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.NoEndpointException.Reason;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls while there is no endpoint. */
class GapTest {
    private InMemoryDiscovery discovery;
    private Balancer balancer;

    @BeforeEach
    void open() throws Exception {
        discovery = Shop.discovery(Shop.pods(5));
        balancer = Shop.balancer(discovery);
    }

    @AfterEach
    void close() {
        balancer.close();
        discovery.close();
    }

    @Test
    void waitsForTheFirstEndpoints() throws Exception {
        try (InMemoryDiscovery late = new InMemoryDiscovery("memory");
                Balancer waiting =
                        Balancer.builder("k8s:///orders.shop:http").source(late).build()) {
            CompletableFuture<String> blocking =
                    CompletableFuture.supplyAsync(() -> waiting.<String, RuntimeException>call(attempt -> "sync"));
            CompletableFuture<String> async = waiting.callAsync(attempt -> CompletableFuture.completedFuture("async"));
            late.put(Shop.SERVICE);
            late.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(1)));
            late.synced();
            assertThat(blocking.get(5, TimeUnit.SECONDS)).isEqualTo("sync");
            assertThat(async.get(5, TimeUnit.SECONDS)).isEqualTo("async");
        }
    }

    @Test
    void saysWhyThereIsNoEndpoint() throws Exception {
        CallOptions impatient =
                CallOptions.builder().readyTimeout(Duration.ofMillis(1)).build();
        try (InMemoryDiscovery late = new InMemoryDiscovery("memory");
                Balancer waiting =
                        Balancer.builder("k8s:///orders.shop:http").source(late).build()) {
            assertThatExceptionOfType(NoEndpointException.class)
                    .isThrownBy(() -> waiting.<String, RuntimeException>call(impatient, attempt -> "never"))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PENDING));
            assertThatThrownBy(() -> waiting.callAsync(impatient, attempt -> CompletableFuture.completedFuture("never"))
                            .get(5, TimeUnit.SECONDS))
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(NoEndpointException.class))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PENDING));
        }
    }

    @Test
    void waitsWhileTheLastEndpointIsGone() throws Exception {
        discovery.remove(Shop.ORDERS);
        await().until(() -> balancer.explain().noneBecause().isPresent());
        FutureTask<String> blocking = new FutureTask<>(() -> balancer.call(attempt -> "sync"));
        Thread caller = new Thread(blocking, "test-caller");
        caller.start();
        CompletableFuture<String> async = balancer.callAsync(attempt -> CompletableFuture.completedFuture("async"));
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        discovery.put(Shop.SERVICE, List.of(Shop.group("b", Shop.pods(1))));
        assertThat(blocking.get(5, TimeUnit.SECONDS)).isEqualTo("sync");
        assertThat(async.get(5, TimeUnit.SECONDS)).isEqualTo("async");
    }

    @Test
    void waitsBeforeARetryToo() throws Exception {
        CompletableFuture<String> call = balancer.callAsync(attempt -> {
            if (attempt.number() > 1) {
                return CompletableFuture.completedFuture("again");
            }
            discovery.remove(Shop.ORDERS);
            await().until(() -> balancer.explain().noneBecause().isPresent());
            return CompletableFuture.failedFuture(new ConnectException("refused"));
        });
        assertThat(call).isNotDone();
        discovery.put(Shop.SERVICE, List.of(Shop.group("b", Shop.pods(1))));
        assertThat(call.get(5, TimeUnit.SECONDS)).isEqualTo("again");
    }

    @Test
    void failsAtOnceWhenTheGapOutlastsTheReadyTimeout() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (Balancers balancers = Balancers.builder()
                        .nanoClock(clock::get)
                        .source("k8s", discovery)
                        .build();
                Balancer gone = balancers.get("k8s:///orders.shop:http")) {
            gone.whenReady().get(5, TimeUnit.SECONDS);
            discovery.remove(Shop.ORDERS);
            await().until(() -> gone.explain().noneBecause().isPresent());
            clock.addAndGet(Duration.ofMillis(4_999).toNanos());
            CompletableFuture<String> early = gone.callAsync(attempt -> CompletableFuture.completedFuture("never"));
            assertThat(early).isNotDone();
            clock.addAndGet(Duration.ofMillis(1).toNanos());
            assertThatExceptionOfType(NoEndpointException.class)
                    .isThrownBy(() -> gone.<String, RuntimeException>call(attempt -> "never"))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT));
            assertThat(gone.callAsync(attempt -> CompletableFuture.completedFuture("never")))
                    .isCompletedExceptionally();
            // woken by its own timer, after the millisecond that was left to it
            assertThatThrownBy(() -> early.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(NoEndpointException.class);
        }
    }

    @Test
    void waitsForAServiceThatNeverWasThereOnlyWhenAskedTo() throws Exception {
        try (InMemoryDiscovery empty = new InMemoryDiscovery("memory");
                Balancer absent = Balancer.builder("k8s:///orders.shop:http")
                        .source(empty)
                        .build()) {
            empty.synced();
            await().until(() -> absent.explain().noneBecause().orElse("").contains("no Service"));
            assertThat(absent.callAsync(attempt -> CompletableFuture.completedFuture("never")))
                    .isCompletedExceptionally();
            CompletableFuture<String> patient = absent.callAsync(
                    CallOptions.builder()
                            .waitForReady(true)
                            .readyTimeout(Duration.ZERO)
                            .build(),
                    attempt -> CompletableFuture.completedFuture("at last"));
            CompletableFuture<String> limited = absent.callAsync(
                    CallOptions.builder()
                            .waitForReady(true)
                            .timeout(Duration.ofMillis(20))
                            .build(),
                    attempt -> CompletableFuture.completedFuture("never"));
            assertThatThrownBy(() -> limited.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RuntimeException.class);
            assertThat(patient).isNotDone();
            empty.put(Shop.SERVICE, List.of(Shop.group("a", Shop.pods(1))));
            assertThat(patient.get(5, TimeUnit.SECONDS)).isEqualTo("at last");
        }
    }

    @Test
    void closingEndsTheWaitForAnEndpoint() throws Exception {
        discovery.remove(Shop.ORDERS);
        await().until(() -> balancer.explain().noneBecause().isPresent());
        CompletableFuture<String> call = balancer.callAsync(
                CallOptions.builder().waitForReady(true).build(),
                attempt -> CompletableFuture.completedFuture("never"));
        assertThat(call).isNotDone();
        balancer.close();
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasMessageContaining("is closed");
    }
}
