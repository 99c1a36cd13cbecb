// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import dev.cairn.discovery.ServiceWatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A watcher of one Service that keeps what it is told and lets a test wait for it. Waiting ends with an assertion error after ten
 * seconds, unless {@link #patience} says otherwise. <b>Thread-safe.</b>
 */
public final class RecordingServiceWatcher implements ServiceWatcher {
    private final Recording recording = new Recording();

    /** Runs this inside every delivery to come, after it was recorded; what it throws reaches the source. */
    public RecordingServiceWatcher during(Runnable action) {
        recording.during(action);
        return this;
    }

    /** How long to wait for something. */
    public RecordingServiceWatcher patience(Duration value) {
        recording.patience(value);
        return this;
    }

    /** All calls so far. */
    public List<Delivery> deliveries() {
        return recording.deliveries();
    }

    /** All states so far. */
    public List<ServiceState> states() {
        return recording.only(Delivery.OfState.class).stream()
                .map(Delivery.OfState::state)
                .toList();
    }

    /** All snapshots so far. */
    public List<ServiceSnapshot> snapshots() {
        return states().stream()
                .filter(ServiceState.Present.class::isInstance)
                .map(state -> ((ServiceState.Present) state).snapshot())
                .toList();
    }

    /** Whether two calls ever ran at the same time, which the contract forbids. */
    public boolean wasCalledByTwoThreads() {
        return recording.wasCalledByTwoThreads();
    }

    /** Waits until the newest state is this. */
    public void awaitState(ServiceState expected) {
        awaitState("the newest state is " + expected, expected::equals);
    }

    /** Waits until the Service is said to be absent. */
    public void awaitAbsent() {
        awaitState(new ServiceState.Absent());
    }

    /** Waits until the Service is there. */
    public ServiceSnapshot awaitPresent() {
        return awaitPresent("the Service is there", snapshot -> true);
    }

    /** Waits until the Service is there and like this. */
    public ServiceSnapshot awaitPresent(String what, Predicate<ServiceSnapshot> expected) {
        ServiceState state = awaitState(
                what, newest -> newest instanceof ServiceState.Present present && expected.test(present.snapshot()));
        return ((ServiceState.Present) state).snapshot();
    }

    /** Waits until the origin is said to be lost; returns the age of the state. */
    public Duration awaitStale() {
        return recording.awaitStale();
    }

    /** Waits until the state is said to be confirmed again. */
    public void awaitFresh() {
        recording.awaitFresh();
    }

    private ServiceState awaitState(String what, Predicate<ServiceState> expected) {
        return recording.await(
                what,
                told -> Recording.last(told, Delivery.OfState.class)
                        .map(Delivery.OfState::state)
                        .filter(expected));
    }

    /** Waits until a failure is reported. */
    public DiscoveryException awaitFailure() {
        return recording.awaitFailure();
    }

    /** The newest state; empty before the first. */
    public Optional<ServiceState> state() {
        List<ServiceState> states = states();
        return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
    }

    @Override
    public void onState(ServiceState state) {
        recording.add(new Delivery.OfState(state));
    }

    @Override
    public void onStale(Duration age, String reason) {
        recording.add(new Delivery.OfStale(age, reason));
    }

    @Override
    public void onFresh() {
        recording.add(new Delivery.OfFresh());
    }

    @Override
    public void onFailure(DiscoveryException failure) {
        recording.add(new Delivery.OfFailure(failure));
    }
}
