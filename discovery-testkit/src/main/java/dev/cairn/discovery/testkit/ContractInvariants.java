// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for the whole history of any watcher of any source. <b>Confined to</b> one thread. */
final class ContractInvariants {
    private final List<Delivery> told;
    private final Map<ServiceName, ServiceSnapshot> services = new HashMap<>();
    private final Map<ServiceName, Long> versions = new HashMap<>();
    private final Map<Object, Object> others = new HashMap<>();
    private final Set<Input> synced = EnumSet.noneOf(Input.class);
    private @Nullable ServiceState state;
    private boolean stale;

    private ContractInvariants(List<Delivery> told) {
        this.told = told;
    }

    static void check(List<Delivery> told) {
        ContractInvariants invariants = new ContractInvariants(told);
        told.forEach(invariants::next);
    }

    private void next(Delivery delivery) {
        if (delivery instanceof Delivery.OfState next) {
            nextState(next.state());
        } else if (delivery instanceof Delivery.OfService present) {
            nextSnapshot(present.snapshot());
        } else if (delivery instanceof Delivery.OfServiceRemoved removed) {
            check(services.remove(removed.name()) != null, "only a Service that was delivered is removed", delivery);
        } else if (delivery instanceof Delivery.OfNamespace namespace) {
            present(List.of("namespace", namespace.namespace().name()), delivery);
        } else if (delivery instanceof Delivery.OfNamespaceRemoved removed) {
            removed(List.of("namespace", removed.name()), delivery);
        } else if (delivery instanceof Delivery.OfPod pod) {
            present(List.of("pod", pod.pod().namespace(), pod.pod().name()), delivery);
        } else if (delivery instanceof Delivery.OfPodRemoved removed) {
            removed(List.of("pod", removed.namespace(), removed.name()), delivery);
        } else if (delivery instanceof Delivery.OfNode node) {
            present(List.of("node", node.node().name()), delivery);
        } else if (delivery instanceof Delivery.OfNodeRemoved removed) {
            removed(List.of("node", removed.name()), delivery);
        } else if (delivery instanceof Delivery.OfSynced sync) {
            check(synced.add(sync.input()), "an input becomes synced once", delivery);
        } else if (delivery instanceof Delivery.OfStale) {
            stale = true;
        } else if (delivery instanceof Delivery.OfFresh) {
            check(stale, "fresh comes after stale", delivery);
            stale = false;
        }
    }

    private void nextState(ServiceState next) {
        check(!next.equals(state), "no state is repeated", next);
        if (next instanceof ServiceState.NotSynced) {
            check(state == null, "a state that was synced stays synced", next);
        }
        if (next instanceof ServiceState.Present present) {
            nextSnapshot(present.snapshot());
        } else {
            services.clear();
        }
        state = next;
    }

    private void nextSnapshot(ServiceSnapshot next) {
        Long version = versions.put(next.name(), next.version());
        check(version == null || version < next.version(), "versions grow", next);
        ServiceSnapshot before = services.put(next.name(), next);
        if (before == null) {
            return;
        }
        boolean serviceIsEqual = before.service().equals(next.service());
        if (serviceIsEqual) {
            sameObject(before.service(), next.service());
        }
        check(!serviceIsEqual || !before.groups().equals(next.groups()), "nothing is repeated without a change", next);
        for (EndpointGroup held : before.groups()) {
            int at = next.groups().indexOf(held);
            if (at >= 0) {
                sameObject(held, next.groups().get(at));
            }
        }
    }

    private void sameObject(Object before, Object after) {
        assertThat(after)
                .as(() -> "what did not change is the same object, in " + told)
                .isSameAs(before);
    }

    private void present(Object key, Delivery delivery) {
        check(!delivery.equals(others.put(key, delivery)), "nothing is repeated without a change", delivery);
    }

    private void removed(Object key, Delivery delivery) {
        check(others.remove(key) != null, "only what was delivered is removed", delivery);
    }

    private void check(boolean holds, String rule, Object at) {
        assertThat(holds).as(() -> rule + ", at " + at + " in " + told).isTrue();
    }
}
