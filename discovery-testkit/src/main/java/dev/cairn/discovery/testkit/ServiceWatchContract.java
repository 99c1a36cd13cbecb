// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of watching one Service. */
public interface ServiceWatchContract extends ContractCase {
    /** The first Present is whole. */
    @Test
    default void tellsTheWholeOfAServiceAtOnce() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);

        watcher.awaitPresent();
        ServiceSnapshot first = watcher.snapshots().get(0);
        assertThat(first.service()).isEqualTo(ORDERS_SERVICE);
        assertThat(first.groups()).containsExactlyInAnyOrder(ORDERS_A, ORDERS_B);
        assertThat(first.origin()).isNotEmpty();
    }

    /** Absent, not silence. */
    @Test
    default void tellsThatAServiceIsAbsent() {
        TestOrigin origin = origin();
        origin.put(MARKER);
        run().watch(origin, ORDERS).awaitAbsent();
    }

    /** Present, Absent and Present again. */
    @Test
    default void followsAServiceThroughItsLife() {
        TestOrigin origin = origin();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        watcher.awaitAbsent();

        origin.put(ORDERS_SERVICE);
        watcher.awaitPresent();
        origin.remove(ORDERS);
        watcher.awaitAbsent();
        origin.put(ORDERS_SERVICE);
        watcher.awaitPresent();
    }

    /** Endpoints without their Service are no Service, and are there when it comes. */
    @Test
    default void keepsGroupsForAServiceThatComesLater() {
        TestOrigin origin = origin();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        watcher.awaitAbsent();
        origin.putGroup(ORDERS, ORDERS_A);
        origin.put(MARKER);
        run().watch(origin, MARKER.name()).awaitPresent();
        assertThat(watcher.snapshots()).isEmpty();

        origin.put(ORDERS_SERVICE);
        watcher.awaitPresent("it has its group", snapshot -> snapshot.groups().equals(List.of(ORDERS_A)));
    }

    /** A changed group is a new object, every other part the same one. */
    @Test
    default void sharesWhatDidNotChange() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        ServiceSnapshot before =
                watcher.awaitPresent("two groups", snapshot -> snapshot.groups().size() == 2);

        EndpointGroup grown = Groups.of("orders-b", 8080, "10.244.0.3", "10.244.0.4");
        origin.putGroup(ORDERS, grown);
        ServiceSnapshot after = watcher.awaitPresent(
                "the group grew", snapshot -> snapshot.groups().contains(grown));

        assertThat(group(after, "orders-a")).isSameAs(group(before, "orders-a"));
        assertThat(after.service()).isSameAs(before.service());
        assertThat(after.version()).isGreaterThan(before.version());
    }

    /** A group that is emptied or deleted. */
    @Test
    default void followsGroupsThatGoAway() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);

        EndpointGroup emptied = Groups.empty("orders-a", 8080);
        origin.putGroup(ORDERS, emptied);
        origin.removeGroup(ORDERS, "orders-b");

        watcher.awaitPresent(
                "no endpoints are left",
                snapshot -> snapshot.endpointsOn(Services.PORT_NAME).isEmpty());
        origin.removeGroup(ORDERS, "orders-a");
        watcher.awaitPresent("no groups are left", snapshot -> snapshot.groups().isEmpty());
    }

    /** While an address moves it may stand in two groups; readers see it once. */
    @Test
    default void mergesAnAddressThatIsInTwoGroups() {
        TestOrigin origin = origin();
        origin.put(ORDERS_SERVICE);
        IpAddress moving = IpAddress.parse("10.244.0.9");
        origin.putGroup(
                ORDERS,
                Groups.of(
                        "orders-a", 8080, Endpoint.builder(moving).ready(false).build()));
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        watcher.awaitPresent("the old place", snapshot -> snapshot.groups().size() == 1);

        origin.putGroup(ORDERS, Groups.of("orders-b", 8080, Endpoint.ready(moving)));
        ServiceSnapshot both =
                watcher.awaitPresent("both", snapshot -> snapshot.groups().size() == 2);
        assertThat(both.endpointsOn(Services.PORT_NAME))
                .extracting(ReachableEndpoint::endpoint)
                .containsExactly(Endpoint.ready(moving));

        origin.putGroup(ORDERS, Groups.empty("orders-a", 8080));
        ServiceSnapshot moved = watcher.awaitPresent(
                "it has left the old place",
                snapshot -> group(snapshot, "orders-a").endpoints().isEmpty());
        assertThat(moved.endpointsOn(Services.PORT_NAME)).hasSize(1);
    }

    /** Ready, draining and not ready are told apart. */
    @Test
    default void keepsTheConditionsOfEndpoints() {
        TestOrigin origin = origin();
        origin.put(ORDERS_SERVICE);
        EndpointGroup mixed = Groups.of(
                "orders-a",
                8080,
                Endpoint.ready(IpAddress.parse("10.244.0.1")),
                Endpoint.builder(IpAddress.parse("10.244.0.2")).draining().build(),
                Endpoint.builder(IpAddress.parse("10.244.0.3")).ready(false).build());
        origin.putGroup(ORDERS, mixed);
        run().watch(origin, ORDERS)
                .awaitPresent("all three", snapshot -> snapshot.groups().equals(List.of(mixed)));
    }

    /** What is put in again without a change is not told again. */
    @Test
    default void doesNotRepeatWithoutAChange() {
        TestOrigin origin = originWithOrders();
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        ServiceSnapshot before =
                watcher.awaitPresent("two groups", snapshot -> snapshot.groups().size() == 2);
        int told = watcher.deliveries().size();

        origin.put(Services.clusterIp("orders.shop", "10.96.0.10", 80));
        origin.putGroup(ORDERS, Groups.of("orders-a", 8080, "10.244.0.1", "10.244.0.2"));
        EndpointGroup changed = Groups.of("orders-b", 8080, "10.244.0.4");
        origin.putGroup(ORDERS, changed);

        ServiceSnapshot after = watcher.awaitPresent(
                "the changed group", snapshot -> snapshot.groups().contains(changed));
        assertThat(watcher.deliveries()).hasSize(told + 1);
        assertThat(group(after, "orders-a")).isSameAs(group(before, "orders-a"));
    }

    /** Other Services are none of this watcher's business. */
    @Test
    default void tellsOfNoOtherService() {
        TestOrigin origin = origin();
        origin.put(ORDERS_SERVICE);
        origin.put(MARKER);
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        RecordingServiceWatcher marker = run().watch(origin, MARKER.name());
        watcher.awaitPresent();
        marker.awaitPresent();

        origin.put(Services.clusterIp("marker.shop", "10.96.0.12", 80));
        marker.awaitPresent(
                "the new address",
                snapshot -> snapshot.service().clusterIps().equals(List.of(IpAddress.parse("10.96.0.12"))));
        assertThat(watcher.snapshots()).allMatch(snapshot -> snapshot.name().equals(ORDERS));
        assertThat(watcher.state()).containsInstanceOf(ServiceState.Present.class);
    }

    private static EndpointGroup group(ServiceSnapshot snapshot, String name) {
        return snapshot.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group " + name + " in " + snapshot));
    }
}
