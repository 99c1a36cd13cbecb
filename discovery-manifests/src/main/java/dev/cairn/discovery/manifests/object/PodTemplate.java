// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.Protocol;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a pod is made of, written in the pod itself or in the workload that makes it. <b>Immutable.</b>
 *
 * @param labels the labels
 * @param isReady false when the annotation {@code cairn.dev/ready} says so
 * @param hostname the host name, empty when there is none
 * @param subdomain the Service below which the host name is published, empty when there is none
 * @param nodeName the node, empty when it is left to the scheduler
 * @param nodeSelector the labels that the node must have
 * @param hostNetwork whether it shares the addresses of its node
 * @param ports the ports of the containers that run for as long as the pod does
 */
public record PodTemplate(
        Map<String, String> labels,
        boolean isReady,
        String hostname,
        String subdomain,
        String nodeName,
        Map<String, String> nodeSelector,
        boolean hostNetwork,
        List<ContainerPort> ports) {
    /** Copies the collections. */
    public PodTemplate {
        labels = Map.copyOf(labels);
        nodeSelector = Map.copyOf(nodeSelector);
        ports = List.copyOf(ports);
    }

    /** The number of the first container port of this name and protocol; empty when there is none. */
    public OptionalInt port(String name, Protocol protocol) {
        return ports.stream()
                .filter(port -> port.name().equals(name) && port.protocol() == protocol)
                .mapToInt(ContainerPort::number)
                .findFirst();
    }

    /**
     * A port of a container.
     *
     * @param name empty when it has none
     * @param protocol the transport protocol
     * @param number 1 to 65535
     */
    public record ContainerPort(String name, Protocol protocol, int number) {}
}
