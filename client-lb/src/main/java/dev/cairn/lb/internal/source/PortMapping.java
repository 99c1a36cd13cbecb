// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.ReachableEndpoint;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.target.PortReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the endpoints behind a Service port.
 *
 * <p>EndpointSlices hold <i>target</i> ports, joined to the Service's ports by name alone. A port number in a target is a Service port,
 * so it leads through the Service to a name and from there to the endpoints. Where the Service's ports aren't known, slices with one
 * port only need no mapping.
 *
 * <p>A dual-stack pod is called at its address of the family of the Service's primary cluster address, else IPv4, unless this machine
 * has no address of that family.
 */
final class PortMapping {
    private PortMapping() {}

    /** The endpoints of a port, or why there are none. */
    static EndpointView view(ServiceSnapshot snapshot, PortReference port, ThisMachine machine) {
        Freshness freshness = Freshness.live(snapshot.origin());
        Service service = snapshot.service();
        if (service.kind() == ServiceKind.EXTERNAL_NAME) {
            return EndpointView.none(
                    Status.REFUSED,
                    service.name() + " stands for the name " + service.externalName()
                            + " outside the cluster; use dns:///" + service.externalName() + port.suffix(),
                    freshness);
        }
        try {
            List<Destination> endpoints =
                    DualStack.join(endpoints(snapshot, port), machine.family(primaryFamily(service)));
            return EndpointView.known(endpoints, freshness).with(ServiceRules.of(service));
        } catch (NoSuchPort e) {
            return EndpointView.none(Status.NO_SUCH_PORT, e.detail, freshness);
        }
    }

    private static List<ReachableEndpoint> endpoints(ServiceSnapshot snapshot, PortReference port) throws NoSuchPort {
        List<ServicePort> ports = snapshot.service().ports();
        if (!ports.isEmpty()) {
            return snapshot.endpointsOn(servicePort(snapshot.service(), port).name());
        }
        List<String> names = portNames(snapshot);
        if (port.isName()) {
            return named(snapshot, port, names);
        }
        if (names.size() == 1) {
            return snapshot.endpointsOn(names.get(0));
        }
        if (names.size() > 1) {
            throw new NoSuchPort(snapshot.name() + ": the ports of the Service are not known and its slices have "
                    + names.size() + "; name one of " + names + " or allow get, list and watch on services");
        }
        if (!port.isNumber()) {
            throw new NoSuchPort(snapshot.name() + " has no port; add a number, as in :8080");
        }
        return portless(snapshot, port.number());
    }

    private static ServicePort servicePort(Service service, PortReference port) throws NoSuchPort {
        List<ServicePort> matching = service.ports().stream()
                .filter(candidate -> port.isNumber()
                        ? candidate.number() == port.number()
                        : !port.isName() || candidate.name().equals(port.name()))
                .toList();
        if (matching.size() == 1 || port.isNumber() && !matching.isEmpty()) {
            // a number may stand for TCP and UDP: DNS servers have 53 twice
            return matching.stream()
                    .filter(candidate -> candidate.protocol() == Protocol.TCP)
                    .findFirst()
                    .orElse(matching.get(0));
        }
        String has = service.ports().stream().map(PortMapping::describe).collect(Collectors.joining(", "));
        throw new NoSuchPort(
                matching.isEmpty()
                        ? service.name() + " has no port " + port.suffix().substring(1) + "; it has " + has
                        : service.name() + " has several ports; add one of " + has);
    }

    private static String describe(ServicePort port) {
        return port.name().isEmpty() ? ":" + port.number() : ":" + port.name() + " (" + port.number() + ")";
    }

    private static List<String> portNames(ServiceSnapshot snapshot) {
        return snapshot.groups().stream()
                .flatMap(group -> group.ports().stream())
                .map(EndpointPort::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<ReachableEndpoint> named(ServiceSnapshot snapshot, PortReference port, List<String> names)
            throws NoSuchPort {
        if (names.contains(port.name()) || names.isEmpty()) {
            return snapshot.endpointsOn(port.name());
        }
        throw new NoSuchPort(snapshot.name() + " has no port " + port.name() + "; its slices have " + names);
    }

    /** The endpoints of a headless Service that declares no port: the number is theirs, as for any DNS client. */
    private static List<ReachableEndpoint> portless(ServiceSnapshot snapshot, int number) {
        EndpointPort port = EndpointPort.tcp("", number);
        List<ReachableEndpoint> all = new ArrayList<>();
        for (EndpointGroup group : snapshot.groups()) {
            group.endpoints().forEach(endpoint -> all.add(new ReachableEndpoint(endpoint, port)));
        }
        return all;
    }

    private static AddressFamily primaryFamily(Service service) {
        return service.clusterIps().isEmpty()
                ? AddressFamily.IPV4
                : service.clusterIps().get(0).family();
    }

    /** Ends the search for a port; never leaves this class. */
    private static final class NoSuchPort extends Exception {
        private static final long serialVersionUID = 1L;

        private final String detail;

        NoSuchPort(String detail) {
            super(detail, null, false, false);
            this.detail = detail;
        }
    }
}
