// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A whole cluster: control plane, controllers, kube-proxy, and one node. There is one for all tests that do it no harm. */
public final class Cluster implements AutoCloseable {
    private static final Object LOCK = new Object();
    private static @Nullable Cluster shared;

    private final ControlPlane plane;
    private final HollowNode node;
    private final Controllers controllers;

    private Cluster() {
        plane = ControlPlane.start();
        kubectlApply(Settings.root().resolve("deploy/dns-server-rbac.yaml"));
        node = HollowNode.start(plane);
        controllers = new Controllers(plane, HollowNode.NAME);
    }

    /** The cluster of this run, started by the first test that asks. */
    public static Cluster shared() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = new Cluster();
            }
            return shared;
        }
    }

    /** Stops the cluster of this run, if there is one. */
    public static void stopShared() {
        synchronized (LOCK) {
            if (shared != null) {
                shared.close();
                shared = null;
            }
        }
    }

    public ControlPlane plane() {
        return plane;
    }

    public HollowNode node() {
        return node;
    }

    /** A client that may do everything. */
    public KubernetesClient client() {
        return plane.client();
    }

    /** Runs the real kubectl, which must succeed; what it wrote. */
    public String kubectl(String... arguments) {
        return plane.kubectl(arguments);
    }

    /** A kubeconfig that may do what the DNS server may, and no more. */
    public Path dnsServerKubeconfig() {
        return plane.kubeconfig("kube-system", "coredns");
    }

    /** Makes a namespace. */
    public void createNamespace(String name) {
        client().namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private void kubectlApply(Path file) {
        kubectl("apply", "--filename", file.toString());
    }

    @Override
    public void close() {
        controllers.close();
        node.close();
        plane.close();
    }
}
