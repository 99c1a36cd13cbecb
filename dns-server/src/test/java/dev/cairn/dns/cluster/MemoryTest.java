// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the compiled model keeps on the heap, besides what the source keeps. */
class MemoryTest {
    private static final int SERVICES = 10_000;
    private static final int ENDPOINTS_OF_SERVICE = 3;
    private static final int HEADLESS = 20;
    private static final int GROUPS_OF_HEADLESS = 100;
    private static final int ENDPOINTS_OF_GROUP = 100;
    private static final int BYTES_PER_SERVICE = 700; // three endpoints included
    private static final int BYTES_PER_ENDPOINT = 90;
    private static final int PODS = 20_000;
    private static final int BYTES_PER_POD = 280;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private int nextAddress = 0x0A000000;

    @Test
    void tenThousandServicesOfThreeEndpoints() {
        long empty = usedBytes();
        List<ServiceSnapshot> snapshots = services();
        long sourceBytes = usedBytes() - empty;
        ClusterModel model = compile(snapshots);
        long modelBytes = usedBytes() - empty - sourceBytes;
        System.out.printf(
                "memory: %d bytes per Service with %d endpoints compiled, %d in the source%n",
                modelBytes / SERVICES, ENDPOINTS_OF_SERVICE, sourceBytes / SERVICES);
        assertThat(modelBytes / SERVICES).isLessThan(BYTES_PER_SERVICE);
        assertThat(model.serviceCount()).isEqualTo(snapshots.size());
    }

    @Test
    void twoHundredThousandEndpointsOfHeadlessServices() {
        long empty = usedBytes();
        List<ServiceSnapshot> snapshots = headlessServices();
        long sourceBytes = usedBytes() - empty;
        ClusterModel model = compile(snapshots);
        long modelBytes = usedBytes() - empty - sourceBytes;
        int endpoints = HEADLESS * GROUPS_OF_HEADLESS * ENDPOINTS_OF_GROUP;
        System.out.printf(
                "memory: %d bytes per endpoint compiled, %d in the source%n",
                modelBytes / endpoints, sourceBytes / endpoints);
        assertThat(model.endpointCount()).isEqualTo(endpoints);
        assertThat(modelBytes / endpoints).isLessThan(BYTES_PER_ENDPOINT);
        assertThat(snapshots).hasSize(HEADLESS);
    }

    /** A pod is its namespace and addresses, however many labels it has. */
    @Test
    void twentyThousandPodsOfTwoAddresses() {
        ClusterModel model = new ClusterModel(
                new ModelOptions(Selection.builder().with(Input.PODS).build(), false), List.of());
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(Pod.builder("shop", "pod-" + i)
                    .addresses(List.of(
                            address(), IpAddress.parse("fd00::" + Integer.toHexString(i / 100 + 1) + ":" + i % 100)))
                    .build());
        }
        long before = usedBytes();
        pods.forEach(model::onPod);
        long modelBytes = usedBytes() - before;
        System.out.printf("memory: %d bytes per pod with two addresses%n", modelBytes / PODS);
        assertThat(modelBytes / PODS).isLessThan(BYTES_PER_POD);
        assertThat(pods).hasSize(PODS);
        assertThat(model.pods().count()).isEqualTo(PODS);
    }

    private static ClusterModel compile(List<ServiceSnapshot> snapshots) {
        ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of());
        model.onNamespace(Namespace.of("shop"));
        snapshots.forEach(model::onService);
        return model;
    }

    private long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private List<ServiceSnapshot> services() {
        List<ServiceSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            Service service = Service.builder(ServiceName.of("shop", "service-" + i))
                    .clusterIps(address())
                    .ports(ServicePort.tcp("http", 80), ServicePort.tcp("metrics", 9090))
                    .build();
            snapshots.add(snapshot(service, List.of(group("group-" + i, ENDPOINTS_OF_SERVICE))));
        }
        return snapshots;
    }

    private List<ServiceSnapshot> headlessServices() {
        List<ServiceSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < HEADLESS; i++) {
            List<EndpointGroup> groups = new ArrayList<>();
            for (int j = 0; j < GROUPS_OF_HEADLESS; j++) {
                groups.add(group("group-" + i + "-" + j, ENDPOINTS_OF_GROUP));
            }
            Service service = Service.builder(ServiceName.of("shop", "headless-" + i))
                    .headless()
                    .build();
            snapshots.add(snapshot(service, groups));
        }
        return snapshots;
    }

    private static ServiceSnapshot snapshot(Service service, List<EndpointGroup> groups) {
        return ServiceSnapshot.of(service, groups, 1, "test", Instant.EPOCH);
    }

    private EndpointGroup group(String name, int size) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            endpoints.add(Endpoint.ready(address()));
        }
        List<EndpointPort> ports = List.of(EndpointPort.tcp("http", 8080), EndpointPort.tcp("metrics", 9090));
        return EndpointGroup.of(name, AddressFamily.IPV4, ports, endpoints);
    }

    private IpAddress address() {
        int bits = nextAddress++;
        return IpAddress.of(new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits});
    }
}
