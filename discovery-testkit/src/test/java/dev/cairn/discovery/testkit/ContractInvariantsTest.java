// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The invariants catch each way to break the contract, and let a good history pass. */
class ContractInvariantsTest {
    private static final Service SERVICE = Services.clusterIp("orders.shop", "10.96.0.1", 80);
    private static final EndpointGroup GROUP = Groups.of("a", 80, "10.244.0.1");

    @Test
    void letsAGoodHistoryPass() {
        assertThatCode(() -> ContractInvariants.check(List.of(
                        state(new ServiceState.NotSynced()),
                        state(new ServiceState.Absent()),
                        state(new ServiceState.Present(snapshot(1, SERVICE, GROUP))),
                        new Delivery.OfStale(Duration.ZERO, "gone"),
                        new Delivery.OfStale(Duration.ofSeconds(1), "gone"),
                        new Delivery.OfFresh(),
                        state(new ServiceState.Present(snapshot(2, SERVICE, GROUP, Groups.empty("b", 80)))),
                        state(new ServiceState.Absent()),
                        state(new ServiceState.Present(
                                snapshot(3, Services.clusterIp("orders.shop", "10.96.0.1", 80), GROUP))))))
                .doesNotThrowAnyException();
    }

    @Test
    void catchesRepetition() {
        refused("repeated", state(new ServiceState.Absent()), state(new ServiceState.Absent()));
        refused("repeated", of(snapshot(1, SERVICE, GROUP)), of(snapshot(2, SERVICE, GROUP)));
        refused("repeated", new Delivery.OfNamespace(Namespace.of("a")), new Delivery.OfNamespace(Namespace.of("a")));
        refused("once", new Delivery.OfSynced(Input.PODS), new Delivery.OfSynced(Input.PODS));
    }

    @Test
    void catchesLostIdentity() {
        refused(
                "same object",
                of(snapshot(1, SERVICE, GROUP)),
                of(snapshot(2, SERVICE, Groups.of("a", 80, "10.244.0.1"), Groups.empty("b", 80))));
        refused(
                "same object",
                of(snapshot(1, SERVICE)),
                of(snapshot(2, Services.clusterIp("orders.shop", "10.96.0.1", 80), GROUP)));
    }

    @Test
    void catchesTimeThatGoesBack() {
        refused("versions grow", of(snapshot(2, SERVICE)), of(snapshot(1, SERVICE, GROUP)));
        refused("stays synced", state(new ServiceState.Absent()), state(new ServiceState.NotSynced()));
        refused("fresh comes after stale", new Delivery.OfFresh());
    }

    @Test
    void catchesTheEndOfWhatWasNeverThere() {
        refused("is removed", new Delivery.OfServiceRemoved(SERVICE.name()));
        refused("is removed", new Delivery.OfNamespaceRemoved("shop"));
        refused("is removed", new Delivery.OfPodRemoved("shop", "web-0"));
        refused("is removed", new Delivery.OfNodeRemoved("node-a"));
    }

    private static void refused(String rule, Delivery... told) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ContractInvariants.check(List.of(told)))
                .withMessageContaining(rule);
    }

    private static Delivery state(ServiceState state) {
        return new Delivery.OfState(state);
    }

    private static Delivery of(ServiceSnapshot snapshot) {
        return new Delivery.OfService(snapshot);
    }

    private static ServiceSnapshot snapshot(long version, Service service, EndpointGroup... groups) {
        return ServiceSnapshot.of(service, List.of(groups), version, "memory", Instant.EPOCH);
    }
}
