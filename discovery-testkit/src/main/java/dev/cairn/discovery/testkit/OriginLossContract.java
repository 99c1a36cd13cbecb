// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The contract of a source that loses its origin after it was synced: it keeps the last good state and says how old it is. */
public interface OriginLossContract extends ContractCase {
    /** An origin that can be lost. */
    interface LosableOrigin extends TestOrigin {
        /** The source cannot read it any more; changes made from now on are seen after {@link #regain()}. */
        void lose();

        /** The source can read it again. */
        void regain();
    }

    /** A new origin as {@link #open()}, which can be lost. */
    LosableOrigin openLosable();

    /** Nothing is taken away by a loss, and everything missed is told after it. */
    @Test
    default void keepsTheLastGoodStateWhileTheOriginIsLost() {
        LosableOrigin origin = run().use(openLosable());
        origin.put(ORDERS_SERVICE);
        origin.putGroup(ORDERS, ORDERS_A);
        RecordingServiceWatcher one = run().watch(origin, ORDERS);
        RecordingClusterWatcher all = run().watchAll(origin, Selection.all());
        one.awaitPresent("its group", snapshot -> snapshot.groups().size() == 1);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);

        origin.lose();
        assertThat(one.awaitStale()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(all.awaitStale()).isGreaterThanOrEqualTo(Duration.ZERO);
        origin.remove(ORDERS);
        origin.put(MARKER);
        assertThat(one.state()).containsInstanceOf(ServiceState.Present.class);
        assertThat(all.deliveries()).noneMatch(Delivery.OfServiceRemoved.class::isInstance);

        origin.regain();
        one.awaitFresh();
        all.awaitFresh();
        one.awaitAbsent();
        all.awaitServiceRemoved(ORDERS);
        all.awaitService(MARKER.name());
    }

    /** A watcher that comes during the loss gets the last good state, and hears of the loss. */
    @Test
    default void tellsALateWatcherOfTheLoss() {
        LosableOrigin origin = run().use(openLosable());
        origin.put(ORDERS_SERVICE);
        RecordingServiceWatcher first = run().watch(origin, ORDERS);
        first.awaitPresent();
        origin.lose();
        first.awaitStale();

        RecordingServiceWatcher late = run().watch(origin, ORDERS);
        late.awaitPresent();
        late.awaitStale();
        origin.regain();
        late.awaitFresh();
    }

    /** What did not change while the origin was lost is not told again, and stays the same object. */
    @Test
    default void tellsNothingAgainThatDidNotChange() {
        LosableOrigin origin = run().use(openLosable());
        origin.put(ORDERS_SERVICE);
        origin.putGroup(ORDERS, ORDERS_A);
        RecordingServiceWatcher watcher = run().watch(origin, ORDERS);
        watcher.awaitPresent("its group", snapshot -> snapshot.groups().size() == 1);
        int told = watcher.states().size();

        origin.lose();
        watcher.awaitStale();
        origin.regain();
        watcher.awaitFresh();
        origin.put(MARKER);
        run().watch(origin, MARKER.name()).awaitPresent();
        assertThat(watcher.states()).hasSize(told);
    }
}
