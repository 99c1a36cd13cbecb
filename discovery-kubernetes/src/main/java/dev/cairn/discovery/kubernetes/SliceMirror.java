// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.kubernetes.read.Slice;
import java.util.HashMap;
import java.util.Map;

/** Puts slices into the model as groups of their Services, and moves one whose label names another Service now. */
final class SliceMirror implements Mirror<Slice> {
    private final InMemoryDiscovery model;
    private final Map<ObjectKey, ServiceName> services = new HashMap<>();

    SliceMirror(InMemoryDiscovery model) {
        this.model = model;
    }

    @Override
    public void put(ObjectKey key, Slice slice) {
        ServiceName before = services.put(key, slice.service());
        // First in, then out: while it moves, its endpoints are never nowhere.
        model.putGroup(slice.service(), slice.group());
        if (before != null && !before.equals(slice.service())) {
            model.removeGroup(before, key.name());
        }
    }

    @Override
    public void remove(ObjectKey key) {
        ServiceName service = services.remove(key);
        if (service != null) {
            model.removeGroup(service, key.name());
        }
    }

    boolean isEmpty() {
        return services.isEmpty();
    }
}
