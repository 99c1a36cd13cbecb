// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The channel of a watcher of one Service. */
final class ServiceChannel extends Channel {
    private final InMemoryDiscovery model;
    private final ServiceName name;
    private final ServiceWatcher watcher;
    private @Nullable ServiceState delivered;

    ServiceChannel(InMemoryDiscovery model, ServiceName name, ServiceWatcher watcher) {
        this.model = model;
        this.name = Objects.requireNonNull(name, "name");
        this.watcher = Objects.requireNonNull(watcher, "watcher");
        mark(new Change.OfService(name));
        mark(Change.OfOrigin.INSTANCE);
    }

    @Override
    boolean covers(Change change) {
        return change instanceof Change.OfService service && service.name().equals(name)
                || change instanceof Change.OfSync
                || change instanceof Change.OfOrigin;
    }

    @Override
    @Nullable
    Runnable deliver(Change change) {
        if (change instanceof Change.OfOrigin) {
            return originDelivery(model.originState(), watcher);
        }
        ServiceState state = state();
        if (isRepetition(state)) {
            return null;
        }
        delivered = state;
        return () -> watcher.onState(state);
    }

    private ServiceState state() {
        if (!model.isSynced(Input.SERVICES) || !model.isSynced(Input.ENDPOINTS)) {
            return new ServiceState.NotSynced();
        }
        ServiceSnapshot snapshot = model.snapshot(name, true);
        return snapshot == null ? new ServiceState.Absent() : new ServiceState.Present(snapshot);
    }

    private boolean isRepetition(ServiceState state) {
        if (state instanceof ServiceState.Present now && delivered instanceof ServiceState.Present before) {
            return now.snapshot().version() == before.snapshot().version();
        }
        return state.equals(delivered);
    }
}
