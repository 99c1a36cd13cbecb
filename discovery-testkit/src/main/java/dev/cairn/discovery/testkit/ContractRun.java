// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.Watch;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a contract test: its origin, and every watcher that it starts. At the end each watcher must have been told a history
 * that keeps the contract, whatever the test itself looked at. <b>Confined to</b> the test's thread.
 */
public final class ContractRun implements AutoCloseable {
    private final List<TestOrigin> origins = new ArrayList<>();
    private final List<RecordingServiceWatcher> serviceWatchers = new ArrayList<>();
    private final List<RecordingClusterWatcher> clusterWatchers = new ArrayList<>();

    /** Uses an origin, which is closed at the end. */
    public <O extends TestOrigin> O use(O origin) {
        origins.add(origin);
        return origin;
    }

    /** A watcher of one Service that is checked at the end. */
    public RecordingServiceWatcher serviceWatcher() {
        RecordingServiceWatcher watcher = new RecordingServiceWatcher();
        serviceWatchers.add(watcher);
        return watcher;
    }

    /** A watcher of a selection that is checked at the end. */
    public RecordingClusterWatcher clusterWatcher() {
        RecordingClusterWatcher watcher = new RecordingClusterWatcher();
        clusterWatchers.add(watcher);
        return watcher;
    }

    /** Watches one Service. */
    public RecordingServiceWatcher watch(TestOrigin origin, ServiceName name) {
        RecordingServiceWatcher watcher = serviceWatcher();
        keep(origin.source().watch(name, watcher));
        return watcher;
    }

    /** Watches a selection. */
    public RecordingClusterWatcher watchAll(TestOrigin origin, Selection selection) {
        RecordingClusterWatcher watcher = clusterWatcher();
        keep(origin.source().watchAll(selection, watcher));
        return watcher;
    }

    private static void keep(Watch watch) {
        assertThat(watch).isNotNull();
    }

    /** Closes the origins and checks what all watchers were told. */
    @Override
    public void close() {
        origins.forEach(TestOrigin::close);
        for (RecordingServiceWatcher watcher : serviceWatchers) {
            assertThat(watcher.wasCalledByTwoThreads())
                    .as("called by two threads")
                    .isFalse();
            ContractInvariants.check(watcher.deliveries());
        }
        for (RecordingClusterWatcher watcher : clusterWatchers) {
            assertThat(watcher.wasCalledByTwoThreads())
                    .as("called by two threads")
                    .isFalse();
            ContractInvariants.check(watcher.deliveries());
        }
    }
}
