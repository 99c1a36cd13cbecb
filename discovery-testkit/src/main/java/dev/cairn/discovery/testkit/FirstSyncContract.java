// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceState;
import org.junit.jupiter.api.Test;

/** The contract of a source whose origin cannot be read yet: not synced is not absent. */
public interface FirstSyncContract extends ContractCase {
    /** An origin that can be held back. */
    interface HeldOrigin extends TestOrigin {
        /** Lets the source read it for the first time. */
        void release();
    }

    /** A new origin as {@link #open()}, which the source cannot read before {@link HeldOrigin#release()}. */
    HeldOrigin openHeld();

    /** NotSynced comes first, then what there is. */
    @Test
    default void saysNotSyncedBeforeItHasRead() {
        HeldOrigin origin = run().use(openHeld());
        origin.put(ORDERS_SERVICE);
        RecordingServiceWatcher there = run().watch(origin, ORDERS);
        RecordingServiceWatcher notThere = run().watch(origin, MARKER.name());
        there.awaitState(new ServiceState.NotSynced());
        notThere.awaitState(new ServiceState.NotSynced());

        origin.release();
        there.awaitPresent();
        notThere.awaitAbsent();
        assertThat(notThere.states()).containsExactly(new ServiceState.NotSynced(), new ServiceState.Absent());
    }

    /** No input is synced before it was read. */
    @Test
    default void saysSyncedOnlyAfterItHasRead() {
        HeldOrigin origin = run().use(openHeld());
        RecordingServiceWatcher one = run().watch(origin, ORDERS);
        RecordingClusterWatcher all = run().watchAll(origin, Selection.all());
        one.awaitState(new ServiceState.NotSynced());
        assertThat(all.deliveries()).noneMatch(Delivery.OfSynced.class::isInstance);

        origin.put(ORDERS_SERVICE);
        origin.release();
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(all.deliveries())
                .filteredOn(delivery -> delivery instanceof Delivery.OfService
                        || delivery.equals(new Delivery.OfSynced(Input.SERVICES)))
                .first()
                .isInstanceOf(Delivery.OfService.class);
    }
}
