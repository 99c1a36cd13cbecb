// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.DiscoveryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What one watcher was told, in order. <b>Thread-safe.</b> */
final class Recording {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger callsRunning = new AtomicInteger();
    private volatile boolean calledByTwoThreads;
    private volatile Runnable action = () -> {};
    private volatile Duration patience = Duration.ofSeconds(10);

    void add(Delivery delivery) {
        if (callsRunning.incrementAndGet() > 1) {
            calledByTwoThreads = true;
        }
        try {
            deliveries.add(delivery);
            action.run();
        } finally {
            callsRunning.decrementAndGet();
        }
    }

    void during(Runnable value) {
        action = value;
    }

    void patience(Duration value) {
        patience = value;
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    <T extends Delivery> List<T> only(Class<T> type) {
        return deliveries.stream().filter(type::isInstance).map(type::cast).toList();
    }

    boolean wasCalledByTwoThreads() {
        return calledByTwoThreads;
    }

    /** Waits until the deliveries so far hold what is looked for. */
    <T> T await(String what, Function<List<Delivery>, Optional<T>> search) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(patience)
                .untilAsserted(() -> assertThat(search.apply(deliveries()))
                        .as(() -> what + ", was told " + deliveries())
                        .isPresent());
        return search.apply(deliveries()).orElseThrow(() -> new AssertionError(what + " was there and is gone"));
    }

    Duration awaitStale() {
        return await("told of a stale state", told -> last(told, Delivery.OfStale.class))
                .age();
    }

    void awaitFresh() {
        await("told that the state is fresh again", told -> last(told, Delivery.OfFresh.class));
    }

    DiscoveryException awaitFailure() {
        return await("told of a failure", told -> last(told, Delivery.OfFailure.class))
                .failure();
    }

    static <T extends Delivery> Optional<T> last(List<Delivery> told, Class<T> type) {
        return last(told, type, delivery -> true);
    }

    static <T extends Delivery> Optional<T> last(List<Delivery> told, Class<T> type, Predicate<T> condition) {
        return told.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(condition)
                .reduce((before, after) -> after);
    }
}
