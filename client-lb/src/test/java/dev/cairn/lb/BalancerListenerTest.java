// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Policies;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerListenerTest {
    private static final String ORDERS = "k8s:///orders.shop:http";

    /** Keeps everything it is told. */
    private static final class Recorder implements BalancerListener {
        private final List<BalancerEvent> events = new CopyOnWriteArrayList<>();
        private final List<String> life = new CopyOnWriteArrayList<>();

        @Override
        public void onOpened(Balancer balancer) {
            life.add("opened " + balancer.target());
        }

        @Override
        public void onClosed(Balancer balancer) {
            life.add("closed " + balancer.target());
        }

        @Override
        public void onEvent(BalancerEvent event) {
            events.add(event);
        }

        private <E extends BalancerEvent> List<E> of(Class<E> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private final AtomicLong clock = new AtomicLong(1);
    private final Recorder recorder = new Recorder();
    private InMemoryDiscovery discovery;
    private Balancers balancers;
    private Balancer balancer;

    @BeforeEach
    void open() {
        discovery = Shop.discovery(Shop.pods(4));
        balancers = Balancers.builder()
                .source("k8s", discovery)
                .retry(RetryPolicy.builder()
                        .backoff(Duration.ZERO, Duration.ZERO)
                        .budget(0, 0.2)
                        .build())
                .policy(Policies.roundRobin())
                .listener(recorder)
                .random(new Random(5))
                .nanoClock(clock::get)
                .build();
        balancer = balancers.get(ORDERS);
        await().until(() -> !recorder.of(BalancerEvent.EndpointsChanged.class).isEmpty());
    }

    @AfterEach
    void close() {
        balancers.close();
        discovery.close();
    }

    private void sleepSeconds(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Calls that fail at the pods of these last octets, and succeed at all others. */
    private void call(int count, Integer... failing) {
        for (int i = 0; i < count; i++) {
            clock.addAndGet(1_000_000);
            try (Pick pick = balancer.pick()) {
                int octet = pick.address().getAddress().getAddress()[3];
                if (List.of(failing).contains(octet)) {
                    pick.failure();
                } else {
                    pick.success();
                }
            }
        }
    }

    private InetSocketAddress pod(int octet) {
        return balancer.explain().rows().stream()
                .map(Explanation.Row::address)
                .filter(address -> address.getAddress().getAddress()[3] == octet)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endpointsThatComeAndGoAreTold() {
        assertThat(recorder.life).containsExactly("opened " + ORDERS);
        assertThat(recorder.of(BalancerEvent.EndpointsChanged.class))
                .singleElement()
                .satisfies(first -> {
                    assertThat(first.added()).hasSize(4);
                    assertThat(first.removed()).isEmpty();
                    assertThat(first.endpoints()).isEqualTo(4);
                });
        InetSocketAddress fourth = pod(4);
        discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(3)));
        await().until(() -> recorder.of(BalancerEvent.EndpointsChanged.class).size() == 2);
        assertThat(recorder.of(BalancerEvent.EndpointsChanged.class).get(1))
                .isEqualTo(new BalancerEvent.EndpointsChanged(balancer.target(), List.of(), List.of(fourth), 3));
    }

    @Test
    void anEjectionIsToldFromItsBeginningToItsEnd() {
        call(100, 2);
        InetSocketAddress second = pod(2);
        assertThat(recorder.of(BalancerEvent.Ejected.class)).singleElement().satisfies(ejected -> {
            assertThat(ejected.address()).isEqualTo(second);
            assertThat(ejected.cause()).isEqualTo(BalancerEvent.EjectionCause.CONSECUTIVE_FAILURES);
            assertThat(ejected.duration()).isEqualTo(Duration.ofSeconds(5));
            assertThat(ejected.detail()).contains("in a row failed");
        });
        assertThat(balancer.stats().ejected()).isEqualTo(1);
        assertThat(balancer.stats().ready()).isEqualTo(3);
        sleepSeconds(7);
        call(1, 2);
        assertThat(recorder.of(BalancerEvent.Probed.class))
                .containsExactly(new BalancerEvent.Probed(balancer.target(), second, false));
        assertThat(recorder.of(BalancerEvent.Returned.class)).isEmpty();
        sleepSeconds(13);
        call(1);
        assertThat(recorder.of(BalancerEvent.Probed.class))
                .contains(new BalancerEvent.Probed(balancer.target(), second, true));
        assertThat(recorder.of(BalancerEvent.Returned.class))
                .containsExactly(new BalancerEvent.Returned(balancer.target(), second));
    }

    @Test
    void panicIsToldWhenItBeginsAndWhenItEnds() {
        call(200, 1, 2);
        assertThat(recorder.of(BalancerEvent.Ejected.class)).hasSize(2);
        assertThat(recorder.of(BalancerEvent.PanicChanged.class)).isEmpty();
        discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(3)));
        await().until(() -> recorder.of(BalancerEvent.PanicChanged.class).size() == 1);
        assertThat(balancer.stats().isPanic()).isTrue();
        discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(6)));
        await().until(() -> recorder.of(BalancerEvent.PanicChanged.class).size() == 2);
        assertThat(recorder.of(BalancerEvent.PanicChanged.class))
                .extracting(BalancerEvent.PanicChanged::isPanic)
                .containsExactly(true, false);
    }

    @Test
    void aSourceThatFailsIsTold() {
        discovery.stale(Duration.ofSeconds(3), "the server is away");
        await().until(() -> recorder.of(BalancerEvent.SourceChanged.class).size() == 1);
        assertThat(balancer.stats().age()).isEqualTo(Duration.ofSeconds(3));
        discovery.fresh();
        await().until(() -> recorder.of(BalancerEvent.SourceChanged.class).size() == 2);
        assertThat(recorder.of(BalancerEvent.SourceChanged.class))
                .extracting(BalancerEvent.SourceChanged::isStale)
                .containsExactly(true, false);
        assertThat(recorder.of(BalancerEvent.SourceChanged.class).get(0).error())
                .contains("the server is away");
        assertThat(balancer.stats().age()).isZero();
    }

    @Test
    void attemptsRetriesAndTheEndOfTheBudgetAreTold() {
        // two retries in ten seconds
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> balancer.call(attempt -> {
                        clock.addAndGet(5);
                        throw new ConnectException("refused");
                    }))
                    .isInstanceOf(RetriesExhaustedException.class);
        }
        assertThat(recorder.of(BalancerEvent.AttemptEnded.class))
                .extracting(BalancerEvent.AttemptEnded::number)
                .containsExactly(1, 2, 3, 1);
        assertThat(recorder.of(BalancerEvent.AttemptEnded.class)).allSatisfy(ended -> {
            assertThat(ended.outcome()).isEqualTo(Outcome.neverSent());
            assertThat(ended.duration()).isEqualTo(Duration.ofNanos(5));
        });
        assertThat(recorder.of(BalancerEvent.Retried.class))
                .extracting(BalancerEvent.Retried::number)
                .containsExactly(2, 3);
        assertThat(recorder.of(BalancerEvent.BudgetExhausted.class)).hasSize(1);
        assertThat(balancer.stats().calls()).isEqualTo(2);
        assertThat(balancer.stats().retries()).isEqualTo(2);
        assertThat(balancer.stats().retryBalance()).isZero();
        assertThat(balancer.stats().picks()).isEqualTo(4);
    }

    @Test
    void theLackOfAnEndpointIsToldOfPicksAndCalls() {
        discovery.putGroup(Shop.ORDERS, Shop.group("a"));
        await().until(() -> balancer.explain().rows().isEmpty());
        assertThatThrownBy(balancer::pick).isInstanceOf(NoEndpointException.class);
        CallOptions atOnce = CallOptions.builder().readyTimeout(Duration.ZERO).build();
        assertThatThrownBy(() -> balancer.call(atOnce, attempt -> "never")).isInstanceOf(NoEndpointException.class);
        assertThat(recorder.of(BalancerEvent.NoEndpoint.class))
                .extracting(BalancerEvent.NoEndpoint::reason)
                .containsExactly(NoEndpointException.Reason.EMPTY, NoEndpointException.Reason.EMPTY);
    }

    @Test
    void picksStayCountedWhenTheirEndpointsGo() {
        call(100);
        discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(1)));
        await().until(() -> recorder.of(BalancerEvent.EndpointsChanged.class).size() == 2);
        assertThat(balancer.stats().picks()).isEqualTo(100);
    }

    @Test
    void whatAListenerThrowsEndsNothing() {
        balancers.addListener(new BalancerListener() {
            @Override
            public void onEvent(BalancerEvent event) {
                throw new IllegalStateException("bug in a listener");
            }
        });
        Recorder last = new Recorder();
        balancers.addListener(last);
        assertThat(balancer.<String, RuntimeException>call(attempt -> "answer")).isEqualTo("answer");
        assertThat(last.of(BalancerEvent.AttemptEnded.class)).hasSize(1);
    }

    @Test
    void aListenerHearsOfWhatIsOpenAndIsToldNothingAfterItIsRemoved() {
        Recorder late = new Recorder();
        balancers.addListener(late);
        assertThat(late.life).containsExactly("opened " + ORDERS);
        try (Balancer other =
                Balancer.builder("static:///10.0.0.9:80").balancers(balancers).build()) {
            assertThat(late.life).contains("opened " + other.target());
        }
        assertThat(late.life).contains("closed static:///10.0.0.9:80");
        balancers.removeListener(late);
        balancers.close();
        assertThat(late.life).doesNotContain("closed " + ORDERS);
        assertThat(recorder.life).contains("closed " + ORDERS);
    }

    @Test
    void aListenerMayUseTheBalancer() {
        balancers.addListener(new BalancerListener() {
            @Override
            public void onEjected(BalancerEvent.Ejected event) {
                balancer.close();
            }
        });
        assertThatThrownBy(() -> call(100, 2)).isInstanceOf(NoEndpointException.class);
    }
}
