// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link InMemoryDiscovery} promises beyond the contract, which {@code discovery-testkit} tests. */
class InMemoryDiscoveryTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");
    private static final Service SERVICE = Service.builder(ORDERS).build();

    private final InMemoryDiscovery discovery = new InMemoryDiscovery("memory", () -> NOW);
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        discovery.close();
    }

    @Test
    void conflatesToTheNewestWhileAWatcherIsBusy() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        discovery.put(SERVICE);
        discovery.synced();
        Watch watch = discovery.watch(ORDERS, state -> {
            inside.countDown();
            awaitIn(release);
            int size = ((ServiceState.Present) state).snapshot().groups().size();
            sizes.add(size);
            if (size == 100) {
                last.countDown();
            }
        });
        awaitIn(inside);
        for (int i = 0; i < 100; i++) {
            discovery.putGroup(ORDERS, group("group-" + i));
        }
        release.countDown();
        awaitIn(last);
        watch.close();
        assertThat(sizes).containsExactly(0, 100);
    }

    @Test
    void keepsAServiceThatIsPutAgainWithOtherGroups() throws InterruptedException {
        BlockingQueue<ServiceState> states = new LinkedBlockingQueue<>();
        discovery.put(SERVICE, List.of(group("a")));
        discovery.synced();
        discovery.watch(ORDERS, states::add);
        assertThat(states.poll(10, TimeUnit.SECONDS)).isNotNull();
        discovery.put(SERVICE.toBuilder().build(), List.of(group("a"), group("b")));

        assertThat(states.poll(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(ServiceState.Present.class, present -> {
            assertThat(present.snapshot().groups()).hasSize(2);
            assertThat(present.snapshot().service()).isSameAs(SERVICE);
        });
    }

    @Test
    void tellsNothingOfWhatCameAndWentUnseen() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        discovery.put(SERVICE);
        Watch watch = discovery.watchAll(Selection.all(), new QueueingWatcher() {
            @Override
            public void onService(ServiceSnapshot snapshot) {
                inside.countDown();
                awaitIn(release);
                super.onService(snapshot);
            }
        });
        awaitIn(inside);
        ServiceName brief = ServiceName.of("shop", "brief");
        discovery.put(Service.builder(brief).build());
        discovery.remove(brief);
        discovery.put(Namespace.of("brief"));
        discovery.removeNamespace("brief");
        discovery.put(Namespace.of("shop"));
        release.countDown();
        assertThat(next()).isEqualTo(ORDERS);
        assertThat(next()).isEqualTo(Namespace.of("shop"));
        assertThat(told).isEmpty();
        watch.close();
    }

    @Test
    void replacesAServiceAndAllItsGroupsInOneStep() throws InterruptedException {
        EndpointGroup kept = group("kept");
        discovery.put(SERVICE, List.of(kept, group("dropped")));
        discovery.synced();
        BlockingQueue<ServiceSnapshot> snapshots = new LinkedBlockingQueue<>();
        Watch watch = discovery.watch(ORDERS, state -> snapshots.add(((ServiceState.Present) state).snapshot()));
        ServiceSnapshot first = snapshots.poll(10, TimeUnit.SECONDS);
        discovery.put(SERVICE, List.of(group("kept"), group("dropped")));
        discovery.put(SERVICE, List.of(group("added"), group("kept")));
        ServiceSnapshot second = snapshots.poll(10, TimeUnit.SECONDS);
        watch.close();

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(second.groups()).extracting(EndpointGroup::name).containsExactly("added", "kept");
        assertThat(second.groups().get(1)).isSameAs(kept);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(second.seenAt()).isEqualTo(NOW);
        assertThat(snapshots).isEmpty();
    }

    @Test
    void saysNotSyncedUntilServicesAndEndpointsAre() throws InterruptedException {
        discovery.put(SERVICE);
        Watch watch = discovery.watch(ORDERS, told::add);
        assertThat(next()).isEqualTo(new ServiceState.NotSynced());
        discovery.synced(Input.SERVICES);
        discovery.synced(Input.NAMESPACES);
        discovery.synced(Input.ENDPOINTS);
        assertThat(next()).isInstanceOf(ServiceState.Present.class);
        watch.close();
    }

    @Test
    void tellsALateWatcherOfStalenessAndFailure() throws InterruptedException {
        DiscoveryException failure = DiscoveryException.permanentFailure("no permission");
        discovery.put(SERVICE);
        discovery.failed(failure);
        discovery.stale(Duration.ofSeconds(5), "gone");
        Watch watch = discovery.watchAll(Selection.all(), new QueueingWatcher());
        assertThat(next()).isEqualTo(ORDERS);
        assertThat(next()).isSameAs(failure);
        assertThat(next()).isEqualTo("stale PT5S gone");

        discovery.stale(Duration.ofSeconds(6), "gone");
        assertThat(next()).isEqualTo("stale PT6S gone");
        discovery.fresh();
        assertThat(next()).isEqualTo("fresh");
        discovery.failed(failure);
        assertThat(next()).isSameAs(failure);
        watch.close();
    }

    @Test
    void isFreshOnlyAfterItWasStale() throws InterruptedException {
        Watch watch = discovery.watchAll(Selection.all(), new QueueingWatcher());
        discovery.fresh();
        discovery.failed(DiscoveryException.transientFailure("refused", new IllegalStateException()));
        assertThat(next()).isInstanceOf(DiscoveryException.class);
        discovery.fresh();
        discovery.put(SERVICE);
        assertThat(next()).isEqualTo(ORDERS);
        assertThat(told).isEmpty();
        watch.close();
    }

    @Test
    void aSourceOfFixedServicesIsSynced() throws InterruptedException {
        try (InMemoryDiscovery fixed = InMemoryDiscovery.of(SERVICE)) {
            Watch watch = fixed.watch(ORDERS, told::add);
            assertThat(next()).isInstanceOf(ServiceState.Present.class);
            watch.close();
            Watch other = fixed.watch(ServiceName.of("shop", "other"), told::add);
            assertThat(next()).isEqualTo(new ServiceState.Absent());
            other.close();
        }
    }

    private Object next() throws InterruptedException {
        Object next = told.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("the next delivery").isNotNull();
        return next;
    }

    private static EndpointGroup group(String name) {
        return EndpointGroup.of(name, AddressFamily.IPV4, List.of(), List.of());
    }

    private static void awaitIn(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Queues what it is told, in short. */
    private class QueueingWatcher implements ClusterWatcher {
        @Override
        public void onService(ServiceSnapshot snapshot) {
            told.add(snapshot.name());
        }

        @Override
        public void onServiceRemoved(ServiceName name) {
            told.add("removed " + name);
        }

        @Override
        public void onNamespace(Namespace namespace) {
            told.add(namespace);
        }

        @Override
        public void onNamespaceRemoved(String name) {
            told.add("removed " + name);
        }

        @Override
        public void onStale(Duration age, String reason) {
            told.add("stale " + age + " " + reason);
        }

        @Override
        public void onFresh() {
            told.add("fresh");
        }

        @Override
        public void onFailure(DiscoveryException failure) {
            told.add(failure);
        }
    }
}
