// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Namespace;

/** Takes a namespace that was asked for by name to exist when namespaces may not be read: a Role cannot grant that. */
final class NamespaceStandIn implements StandIn {
    private final String name;
    private final InMemoryDiscovery model;

    NamespaceStandIn(String name, InMemoryDiscovery model) {
        this.name = name;
        this.model = model;
    }

    @Override
    public void begin() {
        model.put(Namespace.of(name));
    }

    @Override
    public void end(boolean exists) {
        if (!exists) {
            model.removeNamespace(name);
        }
    }
}
