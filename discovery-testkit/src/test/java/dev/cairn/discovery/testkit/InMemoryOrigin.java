// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts what the contract writes into an {@link InMemoryDiscovery}, at once or when it can be read. */
final class InMemoryOrigin
        implements FirstSyncContract.HeldOrigin,
                OriginLossContract.LosableOrigin,
                PodsAndNodesContract.PopulatedOrigin {
    private final InMemoryDiscovery discovery = new InMemoryDiscovery("memory");
    private final List<Runnable> heldBack = new ArrayList<>();
    private boolean readable;

    @Override
    public DiscoverySource source() {
        return discovery;
    }

    @Override
    public void release() {
        read();
        discovery.synced();
    }

    @Override
    public void lose() {
        readable = false;
        discovery.stale(Duration.ZERO, "lost on purpose");
    }

    @Override
    public void regain() {
        read();
        discovery.fresh();
    }

    private synchronized void read() {
        readable = true;
        heldBack.forEach(Runnable::run);
        heldBack.clear();
    }

    private synchronized void write(Runnable change) {
        if (readable) {
            change.run();
        } else {
            heldBack.add(change);
        }
    }

    @Override
    public void put(Namespace namespace) {
        write(() -> discovery.put(namespace));
    }

    @Override
    public void removeNamespace(String name) {
        write(() -> discovery.removeNamespace(name));
    }

    @Override
    public void put(Service service) {
        write(() -> discovery.put(service));
    }

    @Override
    public void remove(ServiceName name) {
        write(() -> discovery.remove(name));
    }

    @Override
    public void putGroup(ServiceName name, EndpointGroup group) {
        write(() -> discovery.putGroup(name, group));
    }

    @Override
    public void removeGroup(ServiceName name, String groupName) {
        write(() -> discovery.removeGroup(name, groupName));
    }

    @Override
    public void put(Pod pod) {
        write(() -> discovery.put(pod));
    }

    @Override
    public void removePod(String namespace, String name) {
        write(() -> discovery.removePod(namespace, name));
    }

    @Override
    public void put(Node node) {
        write(() -> discovery.put(node));
    }

    @Override
    public void removeNode(String name) {
        write(() -> discovery.removeNode(name));
    }

    @Override
    public void close() {
        discovery.close();
    }
}
