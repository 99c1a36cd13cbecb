// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a Service, ready to answer for all its names: itself, {@code _port._proto} and {@code _proto} below it, and the labels
 * of its endpoints. Shares with the version before every block of a group that did not change.
 *
 * <p><b>Immutable.</b>
 */
final class CompiledService {
    private final ServiceCell cell;
    private final ServiceSnapshot snapshot;
    private final ServiceKind kind;
    private final byte[] ipv4;
    private final byte[] ipv6;
    private final List<ClusterAddress> clusterAddresses;
    private final Ports ports;
    private final byte @Nullable [] externalName;
    private final EndpointBlock[] blocks;
    private final @Nullable Endpoints endpoints;
    private final @Nullable Object labels;
    private final ZoneEndpoints[] zones;
    private final int bytes;

    /**
     * A version.
     *
     * @param snapshot what it is compiled from
     * @param ports those of the Service
     * @param blocks one for each group that is answered for, in their order
     * @param labels the root of the {@link LabelMap} of all blocks, or their {@link ImportedNames}
     * @param before the version before, to share with; null for the first one
     */
    CompiledService(
            ServiceCell cell,
            ServiceSnapshot snapshot,
            Ports ports,
            EndpointBlock[] blocks,
            @Nullable Object labels,
            @Nullable CompiledService before) {
        Service service = snapshot.service();
        this.cell = cell;
        this.snapshot = snapshot;
        this.kind = service.kind();
        this.ipv4 = octets(service, AddressFamily.IPV4);
        this.ipv6 = octets(service, AddressFamily.IPV6);
        this.clusterAddresses = before != null && hasAddressesOf(before) ? before.clusterAddresses : addresses();
        this.ports = ports;
        this.externalName = kind == ServiceKind.EXTERNAL_NAME ? target(service.externalName()) : null;
        this.blocks = blocks;
        this.endpoints = join(blocks);
        this.labels = labels;
        this.zones = ZoneEndpoints.of(blocks);
        this.bytes = ipv4.length + ipv6.length + bytes(blocks);
    }

    private static int bytes(EndpointBlock[] blocks) {
        int sum = 0;
        for (EndpointBlock block : blocks) {
            sum += block.bytes();
        }
        return sum;
    }

    private CompiledService(CompiledService full, ServiceSnapshot snapshot) {
        cell = full.cell;
        this.snapshot = snapshot;
        kind = full.kind;
        ipv4 = full.ipv4;
        ipv6 = full.ipv6;
        clusterAddresses = full.clusterAddresses;
        ports = full.ports;
        externalName = full.externalName;
        blocks = full.blocks;
        endpoints = full.endpoints;
        labels = full.labels;
        zones = full.zones;
        bytes = full.bytes;
    }

    /**
     * The same with groups that are empty, but for their names: each still stands for the block that was compiled of it, and what it
     * held need not be kept.
     */
    CompiledService withEmptiedGroups() {
        List<EndpointGroup> emptied = new ArrayList<>(blocks.length);
        for (EndpointGroup group : groups()) {
            emptied.add(EndpointGroup.of(group.name(), group.family(), group.ports(), List.of()));
        }
        return new CompiledService(
                this,
                ServiceSnapshot.of(
                        snapshot.service(), emptied, snapshot.version(), snapshot.origin(), snapshot.seenAt()));
    }

    /** Its place in the table of Services. */
    ServiceCell cell() {
        return cell;
    }

    /** What it is compiled from. */
    ServiceSnapshot snapshot() {
        return snapshot;
    }

    boolean isHeadless() {
        return kind == ServiceKind.HEADLESS;
    }

    boolean isExternal() {
        return kind == ServiceKind.EXTERNAL_NAME;
    }

    /** Cluster IPs of this family, one after the other; not a copy. */
    byte[] ipv4() {
        return ipv4;
    }

    /** Cluster IPs of this family, one after the other; not a copy. */
    byte[] ipv6() {
        return ipv6;
    }

    /** What the reverse names hold of the cluster IPs; the same list as before while these do not change. */
    List<ClusterAddress> clusterAddresses() {
        return clusterAddresses;
    }

    /** The Service's own ports; those of endpoints are with their blocks. */
    Ports ports() {
        return ports;
    }

    /** An uncompressed name; null for other kinds, and where the text is an address or no name. */
    byte @Nullable [] externalName() {
        return externalName;
    }

    /** The groups that are answered for: nothing is below the name of a Service that stands for another one. */
    List<EndpointGroup> groups() {
        return groups(snapshot);
    }

    static List<EndpointGroup> groups(ServiceSnapshot snapshot) {
        return snapshot.service().kind() == ServiceKind.EXTERNAL_NAME ? List.of() : snapshot.groups();
    }

    /** One for each group, in their order, empty ones among them; not a copy. */
    EndpointBlock[] blocks() {
        return blocks;
    }

    /** All endpoints that are ready; null when none is. */
    @Nullable
    Endpoints endpoints() {
        return endpoints;
    }

    /** Octets of its addresses and of its blocks. */
    int bytes() {
        return bytes;
    }

    /** The root of a {@link LabelMap}, or {@link ImportedNames}. */
    @Nullable
    Object labels() {
        return labels;
    }

    /** The endpoints that share a label, given in any letter case; null when there are none. */
    @Nullable
    Endpoints endpoints(byte[] asked, int label) {
        return LabelMap.find(labels, asked, label);
    }

    /** The endpoints in the topology zone that these octets of a name are the labels of; null when there are none. */
    @Nullable
    ZoneEndpoints inZone(byte[] name, int offset, int length) {
        for (ZoneEndpoints zone : zones) {
            if (zone.isNamed(name, offset, length)) {
                return zone;
            }
        }
        return null;
    }

    /** The endpoints that share a label in an imported Service, in the cluster that the next label names; null when there are none. */
    @Nullable
    Endpoints imported(byte[] asked, int label) {
        return labels instanceof ImportedNames names ? names.find(asked, label) : null;
    }

    /** Whether a label is that of a cluster that ready endpoints were imported from. */
    boolean isImportedFrom(byte[] asked, int label) {
        return labels instanceof ImportedNames names && names.hasCluster(asked, label);
    }

    /** The endpoints that share the name of one of them. */
    @Nullable
    Endpoints sharing(EndpointBlock block, int index) {
        return labels instanceof ImportedNames names
                ? names.sharing(block, index)
                : endpoints(block.labels(), block.labelOffset(index));
    }

    /** Whether all but the endpoints is as in another version. */
    boolean isDefinedAs(CompiledService other) {
        return kind == other.kind
                && ports.equals(other.ports)
                && hasAddressesOf(other)
                && Arrays.equals(externalName, other.externalName);
    }

    private boolean hasAddressesOf(CompiledService other) {
        return Arrays.equals(ipv4, other.ipv4) && Arrays.equals(ipv6, other.ipv6);
    }

    private static byte[] octets(Service service, AddressFamily family) {
        Set<IpAddress> addresses = new LinkedHashSet<>(service.clusterIps());
        addresses.removeIf(address -> address.family() != family || service.kind() != ServiceKind.CLUSTER_IP);
        byte[] octets = new byte[addresses.size() * family.octets()];
        int end = 0;
        for (IpAddress address : addresses) {
            end += address.copyTo(octets, end);
        }
        return octets;
    }

    private List<ClusterAddress> addresses() {
        List<ClusterAddress> addresses = new ArrayList<>(2);
        for (int at = 0; at < ipv4.length; at += 4) {
            addresses.add(new ClusterAddress(cell, Arrays.copyOfRange(ipv4, at, at + 4)));
        }
        for (int at = 0; at < ipv6.length; at += 16) {
            addresses.add(new ClusterAddress(cell, Arrays.copyOfRange(ipv6, at, at + 16)));
        }
        return List.copyOf(addresses);
    }

    /** The name that a Service stands for; null for an address, which no CNAME can lead to, and for what is no name. */
    private static byte @Nullable [] target(String externalName) {
        String text = externalName.endsWith(".") ? externalName.substring(0, externalName.length() - 1) : externalName;
        if (text.isEmpty() || IpAddress.isLiteral(text)) {
            return null;
        }
        try {
            return DomainName.parse(text).toWire();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Endpoints join(EndpointBlock[] blocks) {
        List<EndpointBlock> filled = new ArrayList<>(blocks.length);
        for (EndpointBlock block : blocks) {
            if (!block.isEmpty()) {
                filled.add(block);
            }
        }
        return filled.isEmpty() ? null : EndpointRuns.of(filled);
    }
}
