// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import com.sun.management.ThreadMXBean;
import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.dns.cluster.ClusterModel;
import dev.cairn.dns.cluster.ModelOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of a server without its sockets, on 10,000 Services with 20 endpoints each, in a JVM of its own: restores what the file holds,
 * reads the whole cluster over it in the order that needs the most memory, slices before Services, and writes the file.
 */
public final class LargeStateRun {
    static final int SERVICES = 10_000;
    static final int ENDPOINTS_PER_SLICE = 20;

    private static final int NAMESPACES = 100;
    private static final int NODES = 1000;
    private static final List<EndpointPort> PORTS = List.of(EndpointPort.tcp("http", 8080));

    private LargeStateRun() {}

    /** Takes the path of the file. */
    public static void main(String[] args) throws Exception {
        StateFile file = new StateFile(Path.of(args[0]), Worlds.SUBJECT);
        ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of());
        long startNanos = System.nanoTime();
        restore(file, model);
        long restoredMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        try (InMemoryDiscovery source = new InMemoryDiscovery("large")) {
            source.watchAll(model.selection(), model);
            fill(source);
            model.whenSynced().toCompletableFuture().get(60, TimeUnit.SECONDS);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            startNanos = System.nanoTime();
            long bytes = file.write(Instant.now(), model::show);
            long writtenMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            System.out.printf(
                    "%d services, %d endpoints: restored in %d ms, %d KiB written in %d ms, allocated %d KiB%n",
                    model.serviceCount(),
                    model.endpointCount(),
                    restoredMillis,
                    bytes / 1024,
                    writtenMillis,
                    (threads.getCurrentThreadAllocatedBytes() - before) / 1024);
        }
    }

    private static void restore(StateFile file, ClusterModel model) throws IOException {
        file.read().ifPresent(saved -> model.restore(saved.knownAt(), saved.namespaces(), saved.services()));
    }

    private static void fill(InMemoryDiscovery source) {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add("node-" + i + ".example.internal");
        }
        for (int i = 0; i < NAMESPACES; i++) {
            source.put(Namespace.of("namespace-" + i));
        }
        for (int i = 0; i < SERVICES; i++) {
            source.putGroup(name(i), slice(i, nodes));
        }
        source.synced(Input.ENDPOINTS);
        for (int i = 0; i < SERVICES; i++) {
            source.put(Service.builder(name(i))
                    .clusterIps(address(0x0A600000 + i))
                    .ports(ServicePort.tcp("http", 80))
                    .build());
        }
        source.synced();
    }

    private static ServiceName name(int number) {
        return ServiceName.of("namespace-" + number % NAMESPACES, "service-" + number);
    }

    private static EndpointGroup slice(int number, List<String> nodes) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS_PER_SLICE; i++) {
            int pod = number * ENDPOINTS_PER_SLICE + i;
            endpoints.add(Endpoint.builder(address(0x0B000000 + pod))
                    .nodeName(nodes.get(pod % NODES))
                    .build());
        }
        return EndpointGroup.of("service-" + number + "-x7k2p", AddressFamily.IPV4, PORTS, endpoints);
    }

    private static IpAddress address(int bits) {
        return IpAddress.of(new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits});
    }
}
