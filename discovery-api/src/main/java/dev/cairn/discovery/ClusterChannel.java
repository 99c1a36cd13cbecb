// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The channel of a watcher of a selection. */
final class ClusterChannel extends Channel {
    private final InMemoryDiscovery model;
    private final Selection selection;
    private final ClusterWatcher watcher;
    // The keys that the watcher believes to exist: only those are ever said to be gone.
    private final Set<Change> known = new HashSet<>();

    ClusterChannel(InMemoryDiscovery model, Selection selection, ClusterWatcher watcher) {
        this.model = model;
        this.selection = Objects.requireNonNull(selection, "selection");
        this.watcher = Objects.requireNonNull(watcher, "watcher");
        model.everything().forEach(this::mark);
    }

    @Override
    boolean covers(Change change) {
        if (change instanceof Change.OfService service) {
            return selection.covers(service.name().namespace());
        }
        if (change instanceof Change.OfNamespace namespace) {
            return selection.inputs().contains(Input.NAMESPACES) && selection.covers(namespace.name());
        }
        if (change instanceof Change.OfPod pod) {
            return selection.inputs().contains(Input.PODS) && selection.covers(pod.namespace());
        }
        if (change instanceof Change.OfNode) {
            return selection.inputs().contains(Input.NODES);
        }
        if (change instanceof Change.OfSync sync) {
            return selection.inputs().contains(sync.input());
        }
        return true;
    }

    @Override
    @Nullable
    Runnable deliver(Change change) {
        if (change instanceof Change.OfService service) {
            ServiceSnapshot now =
                    model.snapshot(service.name(), selection.inputs().contains(Input.ENDPOINTS));
            return now != null
                    ? present(change, () -> watcher.onService(now))
                    : gone(change, () -> watcher.onServiceRemoved(service.name()));
        }
        if (change instanceof Change.OfNamespace namespace) {
            Namespace now = model.namespace(namespace.name());
            return now != null
                    ? present(change, () -> watcher.onNamespace(now))
                    : gone(change, () -> watcher.onNamespaceRemoved(namespace.name()));
        }
        if (change instanceof Change.OfPod pod) {
            Pod now = model.pod(pod.namespace(), pod.name());
            return now != null
                    ? present(change, () -> watcher.onPod(now))
                    : gone(change, () -> watcher.onPodRemoved(pod.namespace(), pod.name()));
        }
        if (change instanceof Change.OfNode node) {
            Node now = model.node(node.name());
            return now != null
                    ? present(change, () -> watcher.onNode(now))
                    : gone(change, () -> watcher.onNodeRemoved(node.name()));
        }
        if (change instanceof Change.OfSync sync) {
            return () -> watcher.onSynced(sync.input());
        }
        return originDelivery(model.originState(), watcher);
    }

    private Runnable present(Change change, Runnable delivery) {
        known.add(change);
        return delivery;
    }

    private @Nullable Runnable gone(Change change, Runnable delivery) {
        return known.remove(change) ? delivery : null;
    }
}
