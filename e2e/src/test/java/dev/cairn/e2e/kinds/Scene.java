// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.kubernetes.KubernetesDiscovery;
import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import dev.cairn.e2e.server.ServerSpec;
import dev.cairn.lb.Balancer;
import dev.cairn.lb.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.Type;

/**
 * A Kubernetes namespace of its own, seen both ways: by our DNS server with the RBAC that ships for it, and by the client library
 * with that of an application.
 */
final class Scene implements AutoCloseable {
    private static final int SECONDS = 20;

    private final Cluster cluster = Cluster.shared();
    private final String namespace;
    private final Path folder;
    private final NameServer server;
    private final DnsClient dns;
    private final KubernetesDiscovery source;

    private Scene(String namespace) {
        this.namespace = namespace;
        folder = Settings.newFolder(namespace);
        cluster.createNamespace(namespace);
        Path rbac = Settings.root().resolve("deploy/client-lb-rbac.yaml");
        cluster.kubectl("apply", "--namespace", namespace, "--filename", rbac.toString());
        Waiting.until("the ServiceAccount of " + namespace, SECONDS, this::hasServiceAccount);
        server = NameServer.startCairn(ServerSpec.of(cluster.dnsServerKubeconfig()));
        dns = new DnsClient(server.address());
        source = KubernetesDiscovery.builder()
                .kubeconfig(cluster.plane().kubeconfig(namespace, "default"))
                .build();
        server.awaitReady();
    }

    /** Makes the namespace and starts the server. */
    static Scene open(String namespace) {
        return new Scene(namespace);
    }

    private boolean hasServiceAccount() {
        return cluster.client()
                        .serviceAccounts()
                        .inNamespace(namespace)
                        .withName("default")
                        .get()
                != null;
    }

    Cluster cluster() {
        return cluster;
    }

    String namespace() {
        return namespace;
    }

    DnsClient dns() {
        return dns;
    }

    /** A client of the DNS server that asks from the address of some pod. */
    DnsClient dnsFrom(String address) {
        try {
            return new DnsClient(server.address(), InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + " is no address", e);
        }
    }

    /** Reads as the application may. */
    KubernetesDiscovery source() {
        return source;
    }

    /** Applies a manifest with kubectl. */
    void apply(String manifest) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "applied-", ".yaml"), manifest);
            cluster.kubectl("apply", "--namespace", namespace, "--filename", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in DNS of a Service, or of something below one. */
    String name(String service) {
        return service + "." + namespace + ".svc.cluster.local.";
    }

    /** Asks for such a name. */
    Answer ask(String service, int type) {
        return dns.ask(name(service), type);
    }

    /** Waits until the answer holds exactly this data, then asks over UDP and TCP alike. */
    void expect(String service, int type, Set<String> data) {
        String name = name(service);
        Waiting.until(
                name + " " + Type.string(type) + " is " + data,
                SECONDS,
                () -> Set.copyOf(ask(service, type).data()).equals(data));
        assertThat(dns.tcp(name, type).set()).isEqualTo(data);
        Answer udp = dns.udp(name, type);
        assertThat(data).containsAll(udp.set());
        assertThat(udp.isTruncated() || udp.set().equals(data)).as("%s", udp).isTrue();
    }

    /** Waits until the name does not exist. */
    void expectNoSuchName(String service) {
        Waiting.until(
                name(service) + " does not exist",
                SECONDS,
                () -> ask(service, Type.A).rcode().equals("NXDOMAIN"));
    }

    /** The addresses that the API server gave a Service. */
    List<String> clusterIps(String service) {
        return cluster.client()
                .services()
                .inNamespace(namespace)
                .withName(service)
                .get()
                .getSpec()
                .getClusterIPs();
    }

    /** The balancer of a target such as {@code orders:http}. */
    Balancer balancer(String target) {
        int port = target.indexOf(':');
        return Balancer.builder("k8s:///" + target.substring(0, port) + "." + namespace + target.substring(port))
                .source(source)
                .build();
    }

    /** Waits until calls go to exactly these addresses with their ports. */
    void expectCalls(String target, Set<String> addresses) {
        try (Balancer balancer = balancer(target)) {
            Waiting.until(
                    target + " goes to " + addresses,
                    SECONDS,
                    () -> called(balancer.explain()).equals(addresses));
        }
    }

    /** Where calls may go: {@code ADDRESS:PORT}. */
    static Set<String> called(Explanation explanation) {
        return explanation.rows().stream()
                .filter(row -> row.excludedBecause().isEmpty())
                .map(Explanation.Row::address)
                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        source.close();
        server.close();
        cluster.client().namespaces().withName(namespace).delete();
    }
}
