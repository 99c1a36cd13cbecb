// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import java.util.List;

/** Passes on to a model what its selection covers, as a source does. */
final class Covering implements ClusterWatcher {
    private final ClusterModel model;

    Covering(ClusterModel model) {
        this.model = model;
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        if (model.selection().covers(snapshot.name().namespace())) {
            boolean withGroups = model.selection().inputs().contains(Input.ENDPOINTS);
            model.onService(
                    withGroups
                            ? snapshot
                            : ServiceSnapshot.of(
                                    snapshot.service(),
                                    List.of(),
                                    snapshot.version(),
                                    snapshot.origin(),
                                    snapshot.seenAt()));
        }
    }

    @Override
    public void onPod(Pod pod) {
        if (model.selection().covers(pod.namespace())) {
            model.onPod(pod);
        }
    }

    @Override
    public void onPodRemoved(String namespace, String name) {
        if (model.selection().covers(namespace)) {
            model.onPodRemoved(namespace, name);
        }
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        if (model.selection().covers(name.namespace())) {
            model.onServiceRemoved(name);
        }
    }

    @Override
    public void onNamespace(Namespace namespace) {
        if (model.selection().covers(namespace.name())) {
            model.onNamespace(namespace);
        }
    }

    @Override
    public void onNamespaceRemoved(String name) {
        if (model.selection().covers(name)) {
            model.onNamespaceRemoved(name);
        }
    }

    @Override
    public void onSynced(Input input) {
        if (model.selection().inputs().contains(input)) {
            model.onSynced(input);
        }
    }
}
