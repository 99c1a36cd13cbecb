// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.state;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes what it is told as records, one after the other, and keeps nothing. <b>Confined to</b> one thread. */
final class StateWriter implements ClusterWatcher {
    private final DataOutputStream out;
    private final byte[] octets = new byte[16];

    StateWriter(DataOutputStream out) {
        this.out = out;
    }

    @Override
    public void onNamespace(Namespace namespace) {
        try {
            out.writeByte(Codes.NAMESPACE);
            out.writeUTF(namespace.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onService(ServiceSnapshot snapshot) {
        try {
            out.writeByte(Codes.SERVICE);
            write(snapshot.service());
            write(snapshot.groups());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onServiceRemoved(ServiceName name) {
        throw new IllegalStateException(name + " was written already");
    }

    void end() throws IOException {
        out.writeByte(Codes.END);
    }

    private void write(Service service) throws IOException {
        out.writeUTF(service.name().namespace());
        out.writeUTF(service.name().name());
        out.writeByte(Codes.KINDS.indexOf(service.kind()));
        if (service.kind() == ServiceKind.EXTERNAL_NAME) {
            out.writeUTF(service.externalName());
        }
        out.writeInt(service.clusterIps().size());
        for (IpAddress address : service.clusterIps()) {
            out.writeByte(Codes.FAMILIES.indexOf(address.family()));
            write(address);
        }
        out.writeInt(service.ports().size());
        for (ServicePort port : service.ports()) {
            write(port.name(), port.protocol(), port.number());
        }
    }

    private void write(List<EndpointGroup> groups) throws IOException {
        int count = 0;
        for (EndpointGroup group : groups) {
            count += readyCount(group) > 0 ? 1 : 0;
        }
        out.writeInt(count);
        for (EndpointGroup group : groups) {
            int ready = readyCount(group);
            if (ready > 0) {
                write(group, ready);
            }
        }
    }

    private static int readyCount(EndpointGroup group) {
        int count = 0;
        for (Endpoint endpoint : group.endpoints()) {
            count += endpoint.isReady() ? 1 : 0;
        }
        return count;
    }

    private void write(EndpointGroup group, int ready) throws IOException {
        out.writeUTF(group.name());
        out.writeByte(Codes.FAMILIES.indexOf(group.family()));
        out.writeInt(group.ports().size());
        for (EndpointPort port : group.ports()) {
            write(port.name(), port.protocol(), port.number());
        }
        out.writeInt(ready);
        for (Endpoint endpoint : group.endpoints()) {
            if (endpoint.isReady()) {
                write(endpoint);
            }
        }
    }

    private void write(Endpoint endpoint) throws IOException {
        String hostname = endpoint.hostname().orElse("");
        String podName = endpoint.podName().orElse("");
        out.writeByte((hostname.isEmpty() ? 0 : Codes.HOSTNAME) | (podName.isEmpty() ? 0 : Codes.POD_NAME));
        write(endpoint.address());
        if (!hostname.isEmpty()) {
            out.writeUTF(hostname);
        }
        if (!podName.isEmpty()) {
            out.writeUTF(podName);
        }
    }

    private void write(IpAddress address) throws IOException {
        out.write(octets, 0, address.copyTo(octets, 0));
    }

    private void write(String portName, Protocol protocol, int number) throws IOException {
        out.writeUTF(portName);
        out.writeByte(Codes.PROTOCOLS.indexOf(protocol));
        out.writeShort(number);
    }
}
