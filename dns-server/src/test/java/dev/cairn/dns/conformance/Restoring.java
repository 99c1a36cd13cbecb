// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.cluster.ClusterModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds what a model shows, to restore it in another one. */
public final class Restoring implements ClusterWatcher {
    private final List<Namespace> namespaces = new ArrayList<>();
    private final List<ServiceSnapshot> services = new ArrayList<>();

    /** What this model shows. */
    public static Restoring of(ClusterModel model) {
        Restoring state = new Restoring();
        model.show(state);
        return state;
    }

    /** Restores in a model what lines of a {@link ClusterWorld} say. */
    static void apply(String lines, ClusterModel model) {
        Restoring state = new Restoring();
        new ClusterWorld(state).apply(lines);
        state.in(model, Instant.now());
    }

    /** Restores it in a model. */
    public void in(ClusterModel model, Instant knownAt) {
        model.restore(knownAt, namespaces, services);
    }

    @Override
    public void onNamespace(Namespace namespace) {
        namespaces.add(namespace);
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        services.removeIf(known -> known.name().equals(snapshot.name()));
        services.add(snapshot);
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        services.removeIf(known -> known.name().equals(name));
    }
}
