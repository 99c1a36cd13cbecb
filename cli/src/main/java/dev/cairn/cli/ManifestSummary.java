// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.manifests.ManifestReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what a folder of manifests holds. */
final class ManifestSummary {
    private ManifestSummary() {}

    static List<String> lines(ManifestReport report) {
        TextTable table = new TextTable("NAME", "TYPE", "ADDRESS", "PORTS", "ENDPOINTS");
        for (ServiceSnapshot snapshot : report.services()) {
            Service service = snapshot.service();
            table.add(
                    service.name().toString(), type(service), addresses(service), ports(service), endpoints(snapshot));
        }
        return table.lines();
    }

    static String counts(ManifestReport report) {
        return count(report.files(), "file") + ", " + count(report.namespaces().size(), "namespace") + ", "
                + count(report.pods().size(), "pod") + ", "
                + count(report.services().size(), "Service");
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String type(Service service) {
        if (service.kind() != ServiceKind.CLUSTER_IP) {
            return service.kind() == ServiceKind.HEADLESS ? "headless" : "ExternalName";
        }
        return service.exposure() == Exposure.CLUSTER
                ? "ClusterIP"
                : service.exposure() == Exposure.NODE_PORT ? "NodePort" : "LoadBalancer";
    }

    private static String addresses(Service service) {
        if (service.kind() == ServiceKind.EXTERNAL_NAME) {
            return service.externalName();
        }
        return orDash(service.clusterIps().stream().map(IpAddress::toString).collect(Collectors.joining(",")));
    }

    private static String ports(Service service) {
        return orDash(service.ports().stream().map(ManifestSummary::port).collect(Collectors.joining(",")));
    }

    private static String port(ServicePort port) {
        String number = port.nodePort() == 0 ? "" + port.number() : port.number() + ":" + port.nodePort();
        String name = port.name().isEmpty() ? "" : port.name() + " ";
        return name + number + "/" + port.protocol().name().toLowerCase(Locale.ROOT);
    }

    private static String endpoints(ServiceSnapshot snapshot) {
        List<Endpoint> all = snapshot.groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .toList();
        long ready = all.stream().filter(Endpoint::isReady).count();
        return all.isEmpty() ? "-" : ready == all.size() ? ready + " ready" : ready + " of " + all.size() + " ready";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
