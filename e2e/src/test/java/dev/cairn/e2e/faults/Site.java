// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.faults;

import dev.cairn.e2e.cluster.ControlPlane;
import dev.cairn.e2e.cluster.Kubeconfig;
import dev.cairn.e2e.cluster.Settings;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What one test works on: a Kubernetes namespace, a ServiceAccount with the RBAC that ships, and a relay between its server and the
 * API server. Changes go to the API server directly.
 */
final class Site implements AutoCloseable {
    private static final String SYSTEM = "kube-system";

    private final ControlPlane plane;
    private final String name;
    private final Relay relay;
    private final Path folder;

    Site(ControlPlane plane, String name) {
        this.plane = plane;
        this.name = name;
        relay = Relay.to(plane.url());
        folder = Settings.newFolder(name);
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        allow();
    }

    Relay relay() {
        return relay;
    }

    /** Applies the RBAC that ships, for an account of this site's name. */
    void allow() {
        apply(rbac());
    }

    /** Applies the RBAC that ships, without the rule for these resources. */
    void allowAllBut(String resources) {
        String all = rbac();
        int rule = all.indexOf("resources: [" + resources);
        int from = all.lastIndexOf("  - apiGroups", rule);
        int to = all.indexOf('\n', all.indexOf("verbs", rule)) + 1;
        apply(all.substring(0, from) + all.substring(to));
    }

    private String rbac() {
        try {
            return Files.readString(Settings.root().resolve("deploy/dns-server-rbac.yaml"))
                    .replace("system:coredns", "system:" + name)
                    .replace("name: coredns", "name: " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(String manifest) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "rbac-", ".yaml"), manifest);
            plane.kubectl("apply", "--filename", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the permissions away. */
    void forbid() {
        plane.client().rbac().clusterRoleBindings().withName("system:" + name).delete();
    }

    /** Deletes the account; its tokens are not accepted any more, though the API server may remember them for ten seconds. */
    void deleteAccount() {
        plane.client().serviceAccounts().inNamespace(SYSTEM).withName(name).delete();
    }

    /** Makes the account anew. */
    void createAccount() {
        plane.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(SYSTEM)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Writes a kubeconfig with a fresh token in it; always the same file. */
    Path kubeconfig() {
        return Kubeconfig.write(folder.resolve("kubeconfig"), relay.url(), plane.authority(), token());
    }

    /** Writes a kubeconfig that names a file with the token. */
    Path kubeconfigWithTokenFile() {
        return Kubeconfig.writeWithTokenFile(
                folder.resolve("kubeconfig-token-file"), relay.url(), plane.authority(), writeTokenFile());
    }

    /** Writes a fresh token into the file that {@link #kubeconfigWithTokenFile} names. */
    Path writeTokenFile() {
        try {
            return Files.writeString(folder.resolve("token"), token());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token() {
        return plane.token(SYSTEM, name);
    }

    /** The name in DNS of a Service. */
    String name(String service) {
        return service + "." + name + ".svc.cluster.local.";
    }

    /** Makes a Service with an address of its own; the address. */
    String clusterIp(String service) {
        return create(service, false);
    }

    /** Makes a headless Service with these endpoints. */
    void headless(String service, String... addresses) {
        var unused = create(service, true);
        endpoints(service, addresses);
    }

    private String create(String service, boolean isHeadless) {
        return plane.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(service)
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP(isHeadless ? "None" : null)
                        .addNewPort()
                        .withName("web")
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create()
                .getSpec()
                .getClusterIP();
    }

    /** Gives a Service these endpoints and no others. */
    void endpoints(String service, String... addresses) {
        plane.client()
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName(service + "-1")
                        .withNamespace(name)
                        .addToLabels("kubernetes.io/service-name", service)
                        .addToLabels("endpointslice.kubernetes.io/managed-by", "e2e.cairn.dev")
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewPort()
                        .withName("web")
                        .withPort(80)
                        .withProtocol("TCP")
                        .endPort()
                        .withEndpoints(Stream.of(addresses)
                                .map(address -> new EndpointBuilder()
                                        .withAddresses(address)
                                        .build())
                                .toList())
                        .build())
                .unlock()
                .createOr(NonDeletingOperation::update);
    }

    /** Deletes a Service and its endpoints. */
    void delete(String service) {
        plane.client().services().inNamespace(name).withName(service).delete();
        plane.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(name)
                .withName(service + "-1")
                .delete();
    }

    @Override
    public void close() {
        relay.close();
    }
}
