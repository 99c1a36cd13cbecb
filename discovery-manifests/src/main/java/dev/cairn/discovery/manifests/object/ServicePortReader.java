// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.TargetPort;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the ports of a Service. */
final class ServicePortReader {
    private static final Set<String> FIELDS =
            Set.of("name", "protocol", "port", "targetPort", "nodePort", "appProtocol");

    private ServicePortReader() {}

    static List<ServicePort> read(YamlMap spec, String serviceType) {
        List<YamlMap> entries = spec.maps("ports");
        List<ServicePort> ports = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (YamlMap entry : entries) {
            entry.expectOnly(FIELDS);
            ServicePort port = port(entry);
            if (port.name().isEmpty() && entries.size() > 1) {
                entry.error("name", "is missing: each of several ports needs one");
            } else if (!names.add(port.name())) {
                entry.error("name", "stands twice in one Service: " + port.name());
            }
            if (!numbers.add(port.number() + "/" + port.protocol())) {
                entry.error("port", "stands twice in one Service: " + port.number() + "/" + port.protocol());
            }
            if (port.nodePort() != 0 && serviceType.equals("ClusterIP")) {
                entry.error("nodePort", "needs type NodePort or LoadBalancer");
            }
            ports.add(port);
        }
        return ports;
    }

    private static ServicePort port(YamlMap entry) {
        String name = entry.text("name");
        if (!name.isEmpty() && !Names.isLabel(name)) {
            entry.error("name", Names.LABEL_RULE);
        }
        if (!entry.has("port")) {
            entry.error("port", "is missing");
        }
        int number = entry.number("port", 1, 65_535, 1);
        return ServicePort.builder(number)
                .name(name)
                .protocol(PodReader.protocol(entry))
                .targetPort(targetPort(entry, number))
                .nodePort(entry.number("nodePort", 0, 65_535, 0))
                .appProtocol(entry.text("appProtocol"))
                .build();
    }

    private static TargetPort targetPort(YamlMap entry, int number) {
        if (!entry.has("targetPort")) {
            return TargetPort.of(number);
        }
        if (entry.isNumber("targetPort")) {
            return TargetPort.of(entry.number("targetPort", 1, 65_535, number));
        }
        String name = entry.text("targetPort");
        if (!Names.isPortName(name)) {
            entry.error("targetPort", Names.PORT_NAME_RULE);
            return TargetPort.of(number);
        }
        return TargetPort.of(name);
    }
}
