// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.manifests.object.ServiceManifest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the control plane gives to Services: families, cluster IPs, node ports.
 *
 * @param families the families of each Service, the primary first
 * @param clusterIps the cluster IPs by Service and family
 * @param nodePorts the node port by {@link #portKey}
 */
record ServiceAllotment(
        Map<ServiceName, List<AddressFamily>> families,
        Map<ServiceName, Map<AddressFamily, IpAddress>> clusterIps,
        Map<String, Integer> nodePorts) {
    ServiceAllotment() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    static String portKey(ServiceManifest service, ServicePort port) {
        return service.meta().key() + " " + port.number() + "/" + port.protocol();
    }

    void addClusterIp(ServiceName name, IpAddress address) {
        clusterIps
                .computeIfAbsent(name, key -> new EnumMap<>(AddressFamily.class))
                .put(address.family(), address);
    }

    List<AddressFamily> families(ServiceName name) {
        return families.getOrDefault(name, List.of());
    }

    List<IpAddress> clusterIps(ServiceName name) {
        Map<AddressFamily, IpAddress> byFamily = clusterIps.getOrDefault(name, Map.of());
        List<IpAddress> addresses = new ArrayList<>();
        for (AddressFamily family : families(name)) {
            IpAddress address = byFamily.get(family);
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** The ports of a Service with their node ports. */
    List<ServicePort> ports(ServiceManifest service) {
        return service.declared().ports().stream()
                .map(port -> withNodePort(port, nodePorts.getOrDefault(portKey(service, port), 0)))
                .toList();
    }

    private static ServicePort withNodePort(ServicePort port, int nodePort) {
        return ServicePort.builder(port.number())
                .name(port.name())
                .protocol(port.protocol())
                .targetPort(port.targetPort())
                .nodePort(nodePort)
                .appProtocol(port.appProtocol())
                .build();
    }
}
