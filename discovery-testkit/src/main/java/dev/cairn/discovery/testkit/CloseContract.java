// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.Watch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract of ending a watch or a source. */
public interface CloseContract extends ContractCase {
    /** Longer than any delivery that was already under way takes to arrive. */
    Duration QUIET = Duration.ofMillis(150);

    /** No delivery comes after close. */
    @Test
    default void deliversNothingAfterClose() {
        TestOrigin origin = originWithOrders();
        RecordingClusterWatcher watcher = run().clusterWatcher();
        Watch watch = origin.source().watchAll(Selection.all(), watcher);
        watcher.awaitService(ORDERS);

        watch.close();
        int told = watcher.deliveries().size();
        watch.close();
        changeAndSeeItElsewhere(origin);
        assertThat(watcher.deliveries()).hasSize(told);
    }

    /** Close waits for the delivery that runs. */
    @Test
    default void closeWaitsForARunningDelivery() throws Exception {
        TestOrigin origin = originWithOrders();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RecordingServiceWatcher watcher = run().serviceWatcher().during(() -> {
            inside.countDown();
            awaitQuietly(release);
        });
        Watch watch = origin.source().watch(ORDERS, watcher);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(watch::close);
        try {
            Awaitility.await().during(QUIET).atMost(Duration.ofSeconds(5)).until(() -> !closed.isDone());
        } finally {
            release.countDown();
        }
        closed.get(10, TimeUnit.SECONDS);
        int told = watcher.deliveries().size();
        changeAndSeeItElsewhere(origin);
        assertThat(watcher.deliveries()).hasSize(told);
    }

    /** A watcher may close its own watch from inside a delivery, which then is the last. */
    @Test
    default void closesFromInsideADelivery() throws Exception {
        TestOrigin origin = originWithOrders();
        CompletableFuture<Watch> watch = new CompletableFuture<>();
        CompletableFuture<Void> returned = new CompletableFuture<>();
        RecordingClusterWatcher watcher = run().clusterWatcher().during(() -> {
            watch.join().close();
            returned.complete(null);
        });
        watch.complete(origin.source().watchAll(Selection.all(), watcher));

        returned.get(5, TimeUnit.SECONDS);
        changeAndSeeItElsewhere(origin);
        assertThat(watcher.deliveries()).hasSize(1);
    }

    /** Watches end with their source; new ones are refused. */
    @Test
    default void closingTheSourceEndsItsWatches() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher one = run().watch(origin, ORDERS);
        RecordingClusterWatcher all = run().watchAll(origin, Selection.all());
        one.awaitPresent();
        all.awaitService(ORDERS);

        origin.source().close();
        int toldOne = one.deliveries().size();
        int toldAll = all.deliveries().size();
        origin.source().close();

        assertThatThrownBy(() -> origin.source().watch(ORDERS, run().serviceWatcher()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> origin.source().watchAll(Selection.all(), run().clusterWatcher()))
                .isInstanceOf(IllegalStateException.class);
        Awaitility.await()
                .during(QUIET)
                .until(() ->
                        one.deliveries().size() == toldOne && all.deliveries().size() == toldAll);
    }

    /** Other watches go on when one ends. */
    @Test
    default void closingOneWatchLeavesTheOthers() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher first = run().serviceWatcher();
        Watch watch = origin.source().watch(ORDERS, first);
        RecordingServiceWatcher second = run().watch(origin, ORDERS);
        first.awaitPresent();
        second.awaitPresent();

        watch.close();
        origin.remove(ORDERS);
        second.awaitAbsent();
        assertThat(first.snapshots()).isNotEmpty();
    }

    private void changeAndSeeItElsewhere(TestOrigin origin) {
        RecordingClusterWatcher canary = run().watchAll(origin, Selection.all());
        Service changed = Services.clusterIp("orders.shop", "10.96.0.40", 80);
        origin.put(changed);
        origin.put(MARKER);
        canary.awaitService(ORDERS, "the change", snapshot -> snapshot.service().equals(changed));
        canary.awaitService(MARKER.name());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
