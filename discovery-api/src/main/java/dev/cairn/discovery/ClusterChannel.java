// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The channel of a watcher of a selection. */
final class ClusterChannel extends Channel {
    private final InMemoryDiscovery model;
    private final Selection selection;
    private final ClusterWatcher watcher;
    // What the watcher believes to exist, as it was told last: only that is ever said to be gone, and nothing is said
    // twice.
    private final Map<Change, Object> known = new HashMap<>();

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
            boolean withGroups = selection.inputs().contains(Input.ENDPOINTS);
            ServiceSnapshot now = model.snapshot(service.name(), withGroups);
            return now != null
                    ? present(change, withGroups ? now : now.service(), () -> watcher.onService(now))
                    : gone(change, () -> watcher.onServiceRemoved(service.name()));
        }
        if (change instanceof Change.OfNamespace namespace) {
            Namespace now = model.namespace(namespace.name());
            return now != null
                    ? present(change, now, () -> watcher.onNamespace(now))
                    : gone(change, () -> watcher.onNamespaceRemoved(namespace.name()));
        }
        if (change instanceof Change.OfPod pod) {
            Pod now = model.pod(pod.namespace(), pod.name());
            return now != null
                    ? present(change, now, () -> watcher.onPod(now))
                    : gone(change, () -> watcher.onPodRemoved(pod.namespace(), pod.name()));
        }
        if (change instanceof Change.OfNode node) {
            Node now = model.node(node.name());
            return now != null
                    ? present(change, now, () -> watcher.onNode(now))
                    : gone(change, () -> watcher.onNodeRemoved(node.name()));
        }
        if (change instanceof Change.OfSync sync) {
            return () -> watcher.onSynced(sync.input());
        }
        return originDelivery(model.originState(), watcher);
    }

    private @Nullable Runnable present(Change change, Object now, Runnable delivery) {
        return now.equals(known.put(change, now)) ? null : delivery;
    }

    private @Nullable Runnable gone(Change change, Runnable delivery) {
        return known.remove(change) == null ? null : delivery;
    }
}
