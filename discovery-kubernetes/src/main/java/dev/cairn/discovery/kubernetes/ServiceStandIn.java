// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.kubernetes.read.Slice;

/**
 * Makes up a Service when only its slices may be read: one without cluster IPs and without ports, which is there while there is a
 * slice. The groups have the ports by name and target number; the Service's own port numbers are not known.
 */
final class ServiceStandIn implements StandIn, Mirror<Slice> {
    private final ServiceName name;
    private final InMemoryDiscovery model;
    private final SliceMirror slices;
    private boolean isActive;

    ServiceStandIn(ServiceName name, InMemoryDiscovery model) {
        this.name = name;
        this.model = model;
        this.slices = new SliceMirror(model);
    }

    @Override
    public void begin() {
        isActive = true;
        update();
    }

    @Override
    public void end(boolean exists) {
        isActive = false;
        if (!exists) {
            model.remove(name);
        }
    }

    @Override
    public void put(ObjectKey key, Slice slice) {
        slices.put(key, slice);
        update();
    }

    @Override
    public void remove(ObjectKey key) {
        slices.remove(key);
        update();
    }

    private void update() {
        if (!isActive) {
            return;
        }
        if (slices.isEmpty()) {
            model.remove(name);
        } else {
            model.put(Service.builder(name).build());
        }
    }
}
