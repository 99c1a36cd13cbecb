// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.FirstSyncContract.HeldOrigin;
import dev.cairn.discovery.testkit.OriginLossContract.LosableOrigin;
import dev.cairn.discovery.testkit.PodsAndNodesContract.PopulatedOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A scripted API server as an origin of the contract, and a source that reads it with short times. */
final class ScriptedOrigin implements HeldOrigin, LosableOrigin, PopulatedOrigin {
    private final ScriptedApi api;
    private final KubernetesDiscovery source;

    ScriptedOrigin(Path folder) {
        try {
            api = new ScriptedApi();
            source = KubernetesDiscovery.builder()
                    .kubeconfig(api.kubeconfig(folder))
                    .tuning(TestTuning.FAST)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScriptedApi api() {
        return api;
    }

    @Override
    public DiscoverySource source() {
        return source;
    }

    @Override
    public void put(Namespace namespace) {
        api.put(namespace);
    }

    @Override
    public void removeNamespace(String name) {
        api.world().remove(Resource.NAMESPACES, "", name);
    }

    @Override
    public void put(Service service) {
        api.put(service);
    }

    @Override
    public void remove(ServiceName name) {
        api.remove(name);
    }

    @Override
    public void putGroup(ServiceName name, EndpointGroup group) {
        api.putGroup(name, group);
    }

    @Override
    public void removeGroup(ServiceName name, String groupName) {
        api.removeGroup(name, groupName);
    }

    @Override
    public void put(Pod pod) {
        api.put(pod);
    }

    @Override
    public void removePod(String namespace, String name) {
        api.world().remove(Resource.PODS, namespace, name);
    }

    @Override
    public void put(Node node) {
        api.put(node);
    }

    @Override
    public void removeNode(String name) {
        api.world().remove(Resource.NODES, "", name);
    }

    @Override
    public void lose() {
        api.lose();
    }

    @Override
    public void regain() {
        api.regain();
    }

    @Override
    public void release() {
        api.release();
    }

    @Override
    public void close() {
        source.close();
        api.close();
    }
}
