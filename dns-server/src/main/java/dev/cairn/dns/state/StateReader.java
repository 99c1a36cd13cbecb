// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link StateWriter} wrote. Nothing is made larger than what has been read so far, whatever a count says; how much may be
 * read is the stream's matter. <b>Confined to</b> one thread.
 */
final class StateReader {
    private static final String ORIGIN = "restored";
    private static final int MAX_SHARED = 4096;

    private final DataInputStream in;
    private final Instant knownAt;
    private final byte[] ipv4 = new byte[4];
    private final byte[] ipv6 = new byte[16];
    // Most groups have one of a few lists of ports.
    private final Map<List<EndpointPort>, List<EndpointPort>> shared = new HashMap<>();

    StateReader(DataInputStream in, Instant knownAt) {
        this.in = in;
        this.knownAt = knownAt;
    }

    SavedState read() throws IOException {
        List<Namespace> namespaces = new ArrayList<>();
        List<ServiceSnapshot> services = new ArrayList<>();
        for (int code = in.readUnsignedByte(); code != Codes.END; code = in.readUnsignedByte()) {
            switch (code) {
                case Codes.NAMESPACE -> namespaces.add(Namespace.of(in.readUTF()));
                case Codes.SERVICE -> {
                    Service service = service();
                    services.add(ServiceSnapshot.of(service, groups(), 0, ORIGIN, knownAt));
                }
                default -> throw new UnusableStateException("it has a record of unknown kind " + code);
            }
        }
        if (in.read() >= 0) {
            throw new UnusableStateException("it goes on after its end");
        }
        return new SavedState(knownAt, namespaces, services);
    }

    private Service service() throws IOException {
        String namespace = in.readUTF();
        ServiceBuilder builder = Service.builder(ServiceName.of(namespace, in.readUTF()));
        switch (constant(Codes.KINDS)) {
            case CLUSTER_IP -> {}
            case HEADLESS -> builder.headless();
            case EXTERNAL_NAME -> builder.externalName(in.readUTF());
        }
        List<IpAddress> addresses = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            addresses.add(address(constant(Codes.FAMILIES)));
        }
        if (!addresses.isEmpty()) {
            builder.clusterIps(addresses);
        }
        List<ServicePort> ports = new ArrayList<>();
        for (EndpointPort port : ports()) {
            ports.add(ServicePort.builder(port.number())
                    .name(port.name())
                    .protocol(port.protocol())
                    .build());
        }
        return builder.ports(ports).build();
    }

    private List<EndpointGroup> groups() throws IOException {
        List<EndpointGroup> groups = new ArrayList<>(1);
        for (int left = count(); left > 0; left--) {
            String name = in.readUTF();
            AddressFamily family = constant(Codes.FAMILIES);
            List<EndpointPort> ports = ports();
            List<Endpoint> endpoints = new ArrayList<>();
            for (int more = count(); more > 0; more--) {
                endpoints.add(endpoint(family));
            }
            groups.add(EndpointGroup.of(name, family, ports, endpoints));
        }
        return groups;
    }

    private List<EndpointPort> ports() throws IOException {
        List<EndpointPort> read = new ArrayList<>(2);
        for (int left = count(); left > 0; left--) {
            String name = in.readUTF();
            read.add(EndpointPort.of(name, constant(Codes.PROTOCOLS), in.readUnsignedShort()));
        }
        List<EndpointPort> ports = List.copyOf(read);
        List<EndpointPort> same = shared.get(ports);
        if (same != null) {
            return same;
        }
        if (shared.size() < MAX_SHARED) {
            shared.put(ports, ports);
        }
        return ports;
    }

    private Endpoint endpoint(AddressFamily family) throws IOException {
        int parts = in.readUnsignedByte();
        Endpoint.Builder builder = Endpoint.builder(address(family));
        if ((parts & Codes.HOSTNAME) != 0) {
            builder.hostname(in.readUTF());
        }
        if ((parts & Codes.POD_NAME) != 0) {
            builder.pod(in.readUTF(), "");
        }
        return builder.build();
    }

    private IpAddress address(AddressFamily family) throws IOException {
        byte[] octets = family == AddressFamily.IPV4 ? ipv4 : ipv6;
        in.readFully(octets);
        return IpAddress.of(octets);
    }

    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new UnusableStateException("it has a count of " + count);
        }
        return count;
    }

    private <T> T constant(List<T> constants) throws IOException {
        int code = in.readUnsignedByte();
        if (code >= constants.size()) {
            throw new UnusableStateException("it has an unknown code " + code);
        }
        return constants.get(code);
    }
}
