// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of calling watchers that are slow, that fail, or that call back. */
public interface WatcherContract extends ContractCase {
    /** How often the tests below change one thing. */
    int CHANGES = 30;

    /** Deliveries of one key keep their order. */
    @Test
    default void keepsTheOrderOfOneService() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        for (int size = 2; size <= CHANGES; size++) {
            origin.putGroup(ORDERS, groupOf(size));
        }
        watcher.awaitPresent("the newest", snapshot -> snapshot.groups().contains(groupOf(CHANGES)));

        assertThat(watcher.snapshots())
                .extracting(WatcherContract::endpointsInA)
                .filteredOn(size -> size > 0)
                .isSorted();
    }

    /** A slow watcher neither holds up the writer nor misses the end. */
    @Test
    default void bringsASlowWatcherToTheNewestState() throws Exception {
        TestOrigin origin = originWithOrders();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RecordingServiceWatcher watcher = run().serviceWatcher();
        watcher.during(() -> {
            inside.countDown();
            await(release);
        });
        Watch watch = origin.source().watch(ORDERS, watcher);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        try {
            CompletableFuture.runAsync(() -> {
                        for (int size = 2; size <= CHANGES; size++) {
                            origin.putGroup(ORDERS, groupOf(size));
                        }
                        origin.put(MARKER);
                    })
                    .get(10, TimeUnit.SECONDS);
        } finally {
            release.countDown();
        }
        watcher.awaitPresent("the newest", snapshot -> snapshot.groups().contains(groupOf(CHANGES)));
        run().watch(origin, MARKER.name()).awaitPresent();
        watch.close();
    }

    /** A watcher that throws is called again. */
    @Test
    default void goesOnCallingAWatcherThatThrows() {
        TestOrigin origin = originWithOrders();
        RecordingClusterWatcher watcher = run().clusterWatcher().during(() -> {
            throw new IllegalStateException("thrown on purpose by a test");
        });
        Watch watch = origin.source().watchAll(Selection.all(), watcher);
        watcher.awaitService(ORDERS);
        RecordingServiceWatcher other = run().watch(origin, ORDERS);

        origin.put(MARKER);
        watcher.awaitService(MARKER.name());
        other.awaitPresent();
        watch.close();
    }

    /** A delivery runs outside the source's locks: another thread can use the source meanwhile. */
    @Test
    default void deliversOutsideItsLocks() {
        TestOrigin origin = originWithOrders();
        CompletableFuture<Boolean> usable = new CompletableFuture<>();
        RecordingServiceWatcher watcher = run().serviceWatcher();
        RecordingServiceWatcher inner = run().serviceWatcher();
        watcher.during(() -> {
            if (!usable.isDone()) {
                usable.complete(completesInTime(() -> {
                    Watch second = origin.source().watch(ORDERS, inner);
                    second.close();
                    origin.put(MARKER);
                }));
            }
        });
        Watch watch = origin.source().watch(ORDERS, watcher);
        assertThat(usable).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        watch.close();
    }

    /** Objects that come and go faster than they are told leave no trace, or a whole one. */
    @Test
    default void saysGoneOnlyOfWhatWasThere() {
        TestOrigin origin = originWithOrders();
        RecordingClusterWatcher watcher = run().watchAll(origin, Selection.all());
        watcher.awaitService(ORDERS);
        List<Service> brief = IntStream.range(0, CHANGES)
                .mapToObj(i -> Services.clusterIp("brief-" + i + ".shop", "10.96.1." + i, 80))
                .toList();
        for (Service service : brief) {
            origin.put(service);
            origin.remove(service.name());
        }
        origin.put(MARKER);
        watcher.awaitService(MARKER.name());
        for (Service service : brief) {
            if (!watcher.snapshots(service.name()).isEmpty()) {
                watcher.awaitServiceRemoved(service.name());
            }
        }
    }

    private static EndpointGroup groupOf(int size) {
        return Groups.of(
                "orders-a",
                8080,
                IntStream.range(1, size + 1).mapToObj(i -> "10.244.0." + i).toArray(String[]::new));
    }

    private static int endpointsInA(ServiceSnapshot snapshot) {
        return snapshot.groups().stream()
                .filter(group -> group.name().equals("orders-a"))
                .mapToInt(group -> group.endpoints().size())
                .sum();
    }

    private static boolean completesInTime(Runnable task) {
        try {
            CompletableFuture.runAsync(task).get(5, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError("the source cannot be used from inside a delivery", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
