// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import dev.cairn.e2e.cluster.Cluster;
import dev.cairn.e2e.cluster.Settings;
import dev.cairn.e2e.cluster.Waiting;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A namespace with Services that stay, one whose endpoints move, and others that come and go all the time. */
final class Application implements AutoCloseable {
    private static final String NAMESPACE = "swap";
    private static final String ZONE = "." + NAMESPACE + ".svc.cluster.local";
    private static final int STAYING = 10;
    private static final int EXTERNAL = 40;
    private static final String EXTERNAL_ADDRESS = "198.51.100.7";
    private static final List<List<String>> PLACES =
            List.of(List.of("172.20.0.1", "172.20.0.2"), List.of("172.20.0.2", "172.20.0.3"));
    private static final long PAUSE_MILLIS = 50;

    private final KubernetesClient client;
    private final List<Known> names = new ArrayList<>();
    private final Thread thread = new Thread(this::change, "changes");
    private volatile boolean isClosed;
    private final AtomicInteger changes = new AtomicInteger();

    private Application(KubernetesClient client) {
        this.client = client;
    }

    static Application start(Cluster cluster) {
        cluster.createNamespace(NAMESPACE);
        Application application = new Application(cluster.client());
        application.create();
        application.thread.setDaemon(true);
        application.thread.start();
        return application;
    }

    /** The template of CoreDNS that answers for the names outside the cluster. */
    static String upstreamTemplate() {
        return """
                template IN A {
                    answer "{{ .Name }} 60 IN A %s"
                }
                template IN ANY {
                    rcode NOERROR
                }
                """.formatted(EXTERNAL_ADDRESS);
    }

    /** The file of its pods. */
    static Path resolvConf(String server) {
        try {
            return Files.writeString(
                    Settings.newFolder("pod").resolve("resolv.conf"),
                    "nameserver " + server + "\nsearch " + ZONE.substring(1)
                            + " svc.cluster.local cluster.local\noptions ndots:5 timeout:2 attempts:2\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What may be asked at any time. */
    List<Known> names() {
        return names;
    }

    /** How many changes were written so far. */
    int changes() {
        return changes.get();
    }

    private void create() {
        for (int i = 0; i < STAYING; i++) {
            String name = "web-" + i;
            String address = service(name, false);
            for (String spoken : List.of(name, name + "." + NAMESPACE, name + ZONE)) {
                names.add(new Known(spoken, name + ZONE, Set.of(address)));
            }
        }
        service("db", true);
        client.resource(slice(0)).create();
        Set<String> right = Set.of(String.join(" ", PLACES.get(0)), String.join(" ", PLACES.get(1)));
        names.add(new Known("db", "db" + ZONE, right));
        names.add(new Known("db." + NAMESPACE + ".svc", "db" + ZONE, right));
        for (int i = 0; i < EXTERNAL; i++) {
            String name = "www" + i + ".example.net";
            names.add(new Known(name, name, Set.of(EXTERNAL_ADDRESS)));
        }
    }

    private void change() {
        try {
            for (int i = 0; !isClosed; i++) {
                client.resource(slice(i % 2)).forceConflicts().serverSideApply();
                service("passing-" + i % 5, i % 2 == 0);
                Thread.sleep(PAUSE_MILLIS);
                client.services()
                        .inNamespace(NAMESPACE)
                        .withName("passing-" + i % 5)
                        .delete();
                changes.addAndGet(3);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes it; its ClusterIP. */
    private String service(String name, boolean isHeadless) {
        return client.services()
                .inNamespace(NAMESPACE)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP(isHeadless ? "None" : null)
                        .addNewPort()
                        .withName("http")
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create()
                .getSpec()
                .getClusterIP();
    }

    private static EndpointSlice slice(int place) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("db-1")
                .addToLabels("kubernetes.io/service-name", "db")
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("http")
                .withPort(80)
                .endPort()
                .addAllToEndpoints(PLACES.get(place).stream()
                        .map(address ->
                                new EndpointBuilder().withAddresses(address).build())
                        .toList())
                .build();
    }

    @Override
    public void close() {
        isClosed = true;
        Waiting.untilEnded(thread);
    }
}
