// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.manifests.cluster.NumberPool.Allotment;
import dev.cairn.discovery.manifests.object.ServiceManifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives node ports to Services. <b>Confined to</b> one thread. */
final class NodePortAllotter {
    private final PortRange range;
    private final NumberPool numbers;
    private @Nullable Allotment proposal;

    NodePortAllotter(PortRange range) {
        this.range = range;
        this.numbers = new NumberPool(range.first(), range.last() + 1L);
    }

    /** Adds the node port of each port that has one; nothing is remembered before {@link #keep}. */
    void allot(List<ServiceManifest> services, ServiceAllotment allotment, Problems problems) {
        Map<Integer, ServiceManifest> fixed = new HashMap<>();
        Map<String, ServiceManifest> wanted = new LinkedHashMap<>();
        for (ServiceManifest service : services) {
            for (ServicePort port : service.declared().ports()) {
                int nodePort = port.nodePort();
                String key = ServiceAllotment.portKey(service, port);
                if (nodePort == 0 && service.wantsNodePorts()) {
                    wanted.put(key, service);
                } else if (nodePort != 0) {
                    allotment.nodePorts().put(key, nodePort);
                    checkFixed(service, nodePort, fixed.putIfAbsent(nodePort, service), problems);
                }
            }
        }
        Set<Long> reserved = new HashSet<>();
        fixed.keySet().forEach(port -> reserved.add(port.longValue()));
        Allotment free = numbers.allot(wanted.keySet(), reserved);
        proposal = free;
        wanted.forEach((key, service) -> {
            Long port = free.numbers().get(key);
            if (port != null) {
                allotment.nodePorts().put(key, port.intValue());
            } else {
                service.meta().error(problems, "no port is left in the node port range " + range);
            }
        });
    }

    /** Makes the last proposal the one to keep to. */
    void keep() {
        if (proposal != null) {
            numbers.keep(proposal);
        }
    }

    private void checkFixed(
            ServiceManifest service, int nodePort, @Nullable ServiceManifest holder, Problems problems) {
        if (!range.contains(nodePort)) {
            service.meta().error(problems, "nodePort must be " + range + ", was " + nodePort);
        }
        // One Service may use one number for several protocols.
        if (holder != null && !holder.meta().key().equals(service.meta().key())) {
            service.meta()
                    .error(
                            problems,
                            "nodePort " + nodePort + " is taken by " + holder.meta() + " in "
                                    + holder.meta().place());
        }
    }
}
