// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.NoEndpointException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static Set<String> picked(Balancer balancer, int picks) {
        Set<String> addresses = new TreeSet<>();
        for (int i = 0; i < picks; i++) {
            try (Pick pick = balancer.pick()) {
                addresses.add(pick.address().getAddress().getHostAddress() + ":"
                        + pick.address().getPort());
            }
        }
        return addresses;
    }

    private static Reason reason(Balancer balancer) {
        try (Pick pick = balancer.pick()) {
            throw new AssertionError("picked " + pick);
        } catch (NoEndpointException e) {
            return e.reason();
        }
    }

    @Test
    void picksReadyEndpointsOnTheirTargetPort() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(
                        Shop.pod(1).build(),
                        Shop.pod(2).build(),
                        Shop.pod(3).ready(false).build());
                Balancer balancer = Shop.balancer(discovery)) {
            assertThat(picked(balancer, 200)).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
        }
    }

    @Test
    void countsEachPickOnceWhateverIsSaidOfItLater() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(1));
                Balancer balancer = Shop.balancer(discovery)) {
            Pick pick = balancer.pick();
            assertThat(balancer.explain().rows().get(0).inFlight()).isEqualTo(1);
            pick.failure();
            pick.success();
            pick.failure();
            pick.close();
            Explanation.Row row = balancer.explain().rows().get(0);
            assertThat(row.inFlight()).isZero();
            assertThat(row.picks()).isEqualTo(1);
            assertThat(row.failures()).isEqualTo(1);
        }
    }

    @Test
    void givesDrainingEndpointsNoCallsWhileOneIsReadyAndAllOfThemWhenNoneIs() throws Exception {
        Endpoint draining = Shop.pod(1).draining().build();
        try (InMemoryDiscovery discovery = Shop.discovery(draining, Shop.pod(2).build());
                Balancer balancer = Shop.balancer(discovery)) {
            assertThat(picked(balancer, 100)).containsExactly("10.0.0.2:8080");
            discovery.putGroup(
                    Shop.ORDERS,
                    Shop.group("a", draining, Shop.pod(2).ready(false).build()));
            await().until(() -> picked(balancer, 100).equals(Set.of("10.0.0.1:8080")));
        }
    }

    @Test
    void keepsCountersThroughChangesAndDropsThemWithThePod() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(1));
                Balancer balancer = Shop.balancer(discovery)) {
            Pick held = balancer.pick();
            discovery.putGroup(
                    Shop.ORDERS,
                    Shop.group("a", Shop.pod(1).zone("z1").build(), Shop.pod(2).build()));
            await().until(() -> balancer.explain().rows().size() == 2);
            assertThat(balancer.explain().rows().get(0).inFlight()).isEqualTo(1);
            assertThat(held.endpoint().zone()).contains("z1");

            discovery.putGroup(
                    Shop.ORDERS,
                    Shop.group("a", Shop.pod(1).pod("orders-9", "uid-9").build()));
            await().until(() -> balancer.explain().rows().size() == 1);
            assertThat(balancer.explain().rows().get(0).picks()).isZero();
            held.close();
        }
    }

    @Test
    void doesNotCountAFailureOnAnEndpointThatIsGone() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(1));
                Balancer balancer = Shop.balancer(discovery)) {
            Pick held = balancer.pick();
            TrackedEndpoint endpoint = (TrackedEndpoint) held.candidate();
            discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pod(2).build()));
            await().until(endpoint::isGone);
            held.failure();
            assertThat(endpoint.conduct().failures()).isZero();
            assertThat(endpoint.inFlight()).isZero();
        }
    }

    @Test
    void tellsTheReasonsWhyThereIsNoEndpointApart() throws Exception {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .build()) {
            assertThat(reason(balancer)).isEqualTo(Reason.PENDING);
            discovery.synced();
            await().until(() -> reason(balancer) == Reason.ABSENT);
            discovery.put(Shop.SERVICE);
            await().until(() -> reason(balancer) == Reason.EMPTY);
            discovery.putGroup(
                    Shop.ORDERS, Shop.group("a", Shop.pod(1).ready(false).build()));
            await().until(() -> reason(balancer) == Reason.NONE_READY);
            assertThat(balancer.whenReady()).isNotDone();
            discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(1)));
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(picked(balancer, 1)).containsExactly("10.0.0.1:8080");
        }
    }

    @Test
    void refusesPicksAfterItsEndAndLetsThoseInFlightFinish() throws Exception {
        InMemoryDiscovery discovery = Shop.discovery(Shop.pods(1));
        Balancer balancer = Shop.balancer(discovery);
        Pick held = balancer.pick();
        balancer.close();
        balancer.close();
        assertThat(reason(balancer)).isEqualTo(Reason.CLOSED);
        held.success();
        assertThat(held.candidate().inFlight()).isZero();
        discovery.close();
    }

    @Test
    void emptiesTheSetWhenTheOriginSaysSo() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(3));
                Balancer balancer = Shop.balancer(discovery)) {
            discovery.remove(Shop.ORDERS);
            await().until(() -> balancer.explain().noneBecause().isPresent());
            assertThat(reason(balancer)).isEqualTo(Reason.ABSENT);
        }
    }

    @Test
    void keepsTheLastGoodSetWhileTheOriginIsAwayAndShowsItsAge() throws Exception {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(2));
                Balancer balancer = Shop.balancer(discovery)) {
            discovery.stale(Duration.ofSeconds(42), "connection refused");
            await().until(() -> balancer.explain().lastError().isPresent());
            assertThat(picked(balancer, 100)).hasSize(2);
            assertThat(balancer.explain().age()).isBetween(Duration.ofSeconds(42), Duration.ofSeconds(60));
            assertThat(balancer.explain()).asString().contains("connection refused", "confirmed 4", "memory");
            discovery.fresh();
            await().until(() -> balancer.explain().lastError().isEmpty());
            assertThat(balancer.explain().age()).isZero();
        }
    }

    @Test
    void failsAtOnceWhenReadingIsRefusedForGood() {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .build()) {
            discovery.failed(DiscoveryException.permanentFailure("list endpointslices in shop is forbidden"));
            assertThatThrownBy(() -> balancer.whenReady().get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("list endpointslices in shop is forbidden")
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(NoEndpointException.class))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        }
    }

    @Test
    void becomesReadyAfterARefusalThatSomebodyMended() throws Exception {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .build()) {
            discovery.failed(DiscoveryException.permanentFailure("forbidden"));
            await().until(() -> balancer.whenReady().isCompletedExceptionally());
            discovery.fresh();
            discovery.put(Shop.SERVICE);
            discovery.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(1)));
            discovery.synced();
            await().until(() -> balancer.explain().noneBecause().isEmpty());
            balancer.whenReady().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void waitsWhileAFailureMayPassByItself() {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .build()) {
            discovery.failed(DiscoveryException.transientFailure("connection refused", new RuntimeException("test")));
            await().until(() -> balancer.explain().lastError().isPresent());
            assertThat(balancer.whenReady()).isNotDone();
            assertThat(reason(balancer)).isEqualTo(Reason.PENDING);
        }
    }

    @Test
    void failsAtOnceWhenTheServiceHasNoSuchPort() {
        try (InMemoryDiscovery discovery = Shop.discovery(Shop.pods(1));
                Balancer balancer = Balancer.builder("k8s:///orders.shop:grpc")
                        .source(discovery)
                        .build()) {
            assertThatThrownBy(() -> balancer.whenReady().get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("orders.shop has no port grpc; it has :http (80)");
        }
    }

    @Test
    void takesTheSourcesDefaultNamespace() throws Exception {
        InMemoryDiscovery discovery = Shop.discovery();
        discovery.put(
                dev.cairn.discovery.Service.builder(dev.cairn.discovery.ServiceName.parse("orders.default"))
                        .ports(Shop.SERVICE.ports())
                        .build(),
                List.of(Shop.group("a", Shop.pods(1))));
        try (discovery;
                Balancer balancer =
                        Balancer.builder("k8s:///orders:80").source(discovery).build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWaiterThatGivesUpDoesNotDisturbOthers() throws Exception {
        try (InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
                Balancer balancer = Balancer.builder("k8s:///orders.shop:http")
                        .source(discovery)
                        .build()) {
            CompletableFuture<Void> other = balancer.whenReady();
            balancer.whenReady().cancel(true);
            assertThat(other).isNotDone();
        }
    }

    @Test
    void namesTheArtifactThatAMissingSourceNeeds() {
        assertThatThrownBy(() -> Balancer.builder("k8s:///orders.shop:http").build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("dev.cairn:cairn-discovery-kubernetes");
    }

    @Test
    void callsAddressesAsTheyStand() throws Exception {
        try (Balancer balancer =
                Balancer.builder("static:///10.0.0.1:80,[::1]:81,10.0.0.1:80").build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(picked(balancer, 100)).containsExactly("0:0:0:0:0:0:0:1:81", "10.0.0.1:80");
            assertThat(balancer.explain().rows()).hasSize(2);
        }
    }

    @Test
    void whoWaitsOnTheCommonPoolIsNotToldByIt() throws Exception {
        InMemoryDiscovery late = new InMemoryDiscovery("memory");
        try (Balancer balancer =
                Balancer.builder("k8s:///orders.shop:http").source(late).build()) {
            CompletableFuture<Thread> told = balancer.whenReady().thenApply(nothing -> Thread.currentThread());
            late.put(Shop.SERVICE);
            late.putGroup(Shop.ORDERS, Shop.group("a", Shop.pods(1)));
            late.synced();
            assertThat(told.get(10, TimeUnit.SECONDS)).isNotInstanceOf(ForkJoinWorkerThread.class);
        } finally {
            late.close();
        }
    }
}
