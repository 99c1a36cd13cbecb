// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;

/** Puts what was read of one kind into the model. <b>Confined to</b> the loop. */
interface Mirror<T> {
    void put(ObjectKey key, T value);

    /** Takes away what the object put in; does nothing when it put in nothing. */
    void remove(ObjectKey key);

    static Mirror<Service> ofServices(InMemoryDiscovery model) {
        return new Mirror<>() {
            @Override
            public void put(ObjectKey key, Service value) {
                model.put(value);
            }

            @Override
            public void remove(ObjectKey key) {
                model.remove(key.toServiceName());
            }
        };
    }

    static Mirror<Namespace> ofNamespaces(InMemoryDiscovery model) {
        return new Mirror<>() {
            @Override
            public void put(ObjectKey key, Namespace value) {
                model.put(value);
            }

            @Override
            public void remove(ObjectKey key) {
                model.removeNamespace(key.name());
            }
        };
    }

    static Mirror<Pod> ofPods(InMemoryDiscovery model) {
        return new Mirror<>() {
            @Override
            public void put(ObjectKey key, Pod value) {
                model.put(value);
            }

            @Override
            public void remove(ObjectKey key) {
                model.removePod(key.namespace(), key.name());
            }
        };
    }

    static Mirror<Node> ofNodes(InMemoryDiscovery model) {
        return new Mirror<>() {
            @Override
            public void put(ObjectKey key, Node value) {
                model.put(value);
            }

            @Override
            public void remove(ObjectKey key) {
                model.removeNode(key.name());
            }
        };
    }
}
