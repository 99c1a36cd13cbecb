// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The ready endpoints of one group as octets: addresses, and labels, of which equal ones are neighbours and stored once. Made when the
 * group changes, and shared by all versions of the Service that have the group.
 *
 * <p><b>Immutable.</b>
 */
final class EndpointBlock implements Endpoints {
    private static final ZoneEndpoints.Part[] NO_ZONES = {};
    private static final byte[] NO_CLUSTER = {};

    private record Named(String label, IpAddress address) {}

    private final ServiceCell cell;
    private final byte[] cluster;
    private final byte[] suffix;
    private final Ports ports;
    private final boolean ipv4;
    private final byte[] addresses;
    private final byte[] labels;
    private final int[] labelOffsets;
    private final boolean repeatsAddresses;
    private final ZoneEndpoints.Part[] zones;

    private EndpointBlock(
            ServiceCell cell, EndpointGroup group, Ports ports, List<Named> endpoints, ZoneEndpoints.Part[] zones) {
        ipv4 = group.family() == AddressFamily.IPV4;
        this.cell = cell;
        this.cluster = group.clusterId().isEmpty() ? NO_CLUSTER : Labels.of(group.clusterId());
        this.suffix = Labels.join(cluster, cell.labels);
        this.ports = ports;
        int size = endpoints.size();
        int addressBytes = group.family().octets();
        addresses = new byte[size * addressBytes];
        labelOffsets = new int[size];
        int labelBytes = 0;
        for (int i = 0; i < size; i++) {
            endpoints.get(i).address().copyTo(addresses, i * addressBytes);
            boolean repeated = i > 0
                    && endpoints.get(i).label().equals(endpoints.get(i - 1).label());
            labelOffsets[i] = repeated ? labelOffsets[i - 1] : labelBytes;
            labelBytes += repeated ? 0 : 1 + endpoints.get(i).label().length();
        }
        labels = new byte[labelBytes];
        for (int i = 0; i < size; i++) {
            byte[] label = Labels.of(endpoints.get(i).label());
            System.arraycopy(label, 0, labels, labelOffsets[i], label.length);
        }
        Set<IpAddress> distinct = new HashSet<>();
        endpoints.forEach(endpoint -> distinct.add(endpoint.address()));
        repeatsAddresses = distinct.size() < size;
        this.zones = zones;
    }

    /** Compiles a group. */
    static EndpointBlock of(ServiceCell cell, EndpointGroup group, Ports ports, ModelOptions options) {
        boolean podNames = options.selection().podReferences();
        Map<Named, String> endpoints = new LinkedHashMap<>();
        Set<String> labels = new HashSet<>();
        for (Endpoint endpoint : group.endpoints()) {
            if (endpoint.isReady()) {
                String label = EndpointLabels.of(endpoint, podNames);
                labels.add(label);
                endpoints.putIfAbsent(
                        new Named(label, endpoint.address()), endpoint.zone().orElse(""));
            }
        }
        List<Named> ordered = new ArrayList<>(endpoints.keySet());
        if (labels.size() < ordered.size()) {
            ordered.sort(Comparator.comparing(Named::label)); // stable
        }
        ZoneEndpoints.Part[] zones = options.zones() ? zones(ordered, endpoints) : NO_ZONES;
        return new EndpointBlock(cell, group, ports, ordered, zones);
    }

    /** A zone whose name does not make labels cannot be asked for. */
    private static ZoneEndpoints.Part[] zones(List<Named> endpoints, Map<Named, String> zoneOf) {
        Map<String, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < endpoints.size(); i++) {
            String zone = zoneOf.getOrDefault(endpoints.get(i), "").toLowerCase(Locale.ROOT);
            if (Labels.areLabels(zone)) {
                indices.computeIfAbsent(zone, absent -> new ArrayList<>()).add(i);
            }
        }
        return indices.entrySet().stream()
                .map(entry -> new ZoneEndpoints.Part(
                        Labels.ofAll(entry.getKey()),
                        entry.getValue().stream().mapToInt(Integer::intValue).toArray()))
                .toArray(ZoneEndpoints.Part[]::new);
    }

    /** The endpoints of each zone; none where zones have no names. Not a copy. */
    ZoneEndpoints.Part[] zones() {
        return zones;
    }

    /** Whether an endpoint is in the zone of these labels. */
    boolean isInZone(int index, byte[] zone) {
        for (ZoneEndpoints.Part part : zones) {
            if (part.isOf(zone)) {
                return part.has(index);
            }
        }
        return false;
    }

    ServiceCell cell() {
        return cell;
    }

    /** The label of the cluster that the endpoints were imported from; no octets for the cluster's own. */
    byte[] cluster() {
        return cluster;
    }

    /** What stands between the label of an endpoint and the zone; not a copy. */
    byte[] suffix() {
        return suffix;
    }

    Ports ports() {
        return ports;
    }

    boolean isEmpty() {
        return labelOffsets.length == 0;
    }

    boolean isIpv4() {
        return ipv4;
    }

    /** Octets of each address: 4 or 16. */
    int addressBytes() {
        return ipv4 ? 4 : 16;
    }

    /** Octets of all that is compiled. */
    int bytes() {
        return addresses.length + labels.length + labelOffsets.length * Integer.BYTES;
    }

    /** All addresses, not a copy. */
    byte[] addresses() {
        return addresses;
    }

    /** All labels, each with its length octet, not a copy. */
    byte[] labels() {
        return labels;
    }

    /** Where an endpoint's label starts in {@link #labels}. */
    int labelOffset(int index) {
        return labelOffsets[index];
    }

    /** Whether an endpoint is the first one with its label. */
    boolean startsLabel(int index) {
        return index == 0 || labelOffsets[index] != labelOffsets[index - 1];
    }

    /** The index after the last endpoint that shares the label of this one. */
    int labelEnd(int index) {
        int end = index + 1;
        while (end < labelOffsets.length && labelOffsets[end] == labelOffsets[index]) {
            end++;
        }
        return end;
    }

    boolean sameLabel(int index, EndpointBlock other, int otherIndex) {
        return Arrays.equals(cluster, other.cluster)
                && Labels.matchLabel(labels, labelOffsets[index], other.labels, other.labelOffsets[otherIndex]);
    }

    boolean isLabelled(int index, byte[] asked, int askedOffset) {
        return Labels.matchLabel(labels, labelOffsets[index], asked, askedOffset);
    }

    int addressNibble(int index, int depth) {
        int octet = addresses[index * addressBytes() + (depth >> 1)];
        return (depth & 1) == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    boolean hasAddress(int index, byte[] address, int length) {
        int from = index * length;
        return addressBytes() == length && Arrays.equals(addresses, from, from + length, address, 0, length);
    }

    /** A hash of an address; equal from run to run. */
    int addressHash(int index) {
        return hash(addresses, index * addressBytes(), addressBytes());
    }

    /** A hash of a label; equal from run to run. */
    int labelHash(int index) {
        return hash(labels, labelOffsets[index], 1 + labels[labelOffsets[index]]);
    }

    private static int hash(byte[] octets, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + octets[i];
        }
        return hash;
    }

    boolean sameAddress(int index, EndpointBlock other, int otherIndex) {
        int length = addressBytes();
        int from = index * length;
        int otherFrom = otherIndex * length;
        return other.addressBytes() == length
                && Arrays.equals(addresses, from, from + length, other.addresses, otherFrom, otherFrom + length);
    }

    /** Whether this block answers just as another one does. */
    boolean sameRecords(EndpointBlock other) {
        return ipv4 == other.ipv4
                && ports.equals(other.ports)
                && Arrays.equals(addresses, other.addresses)
                && Arrays.equals(labelOffsets, other.labelOffsets)
                && Arrays.equals(labels, other.labels)
                && Arrays.equals(cluster, other.cluster)
                && sameZones(other);
    }

    private boolean sameZones(EndpointBlock other) {
        boolean same = zones.length == other.zones.length;
        for (int i = 0; same && i < zones.length; i++) {
            same = zones[i].isLike(other.zones[i]);
        }
        return same;
    }

    @Override
    public int count() {
        return labelOffsets.length;
    }

    @Override
    public int ipv4Count() {
        return ipv4 ? labelOffsets.length : 0;
    }

    @Override
    public int runs() {
        return 1;
    }

    @Override
    public EndpointBlock block(int run) {
        return this;
    }

    @Override
    public int first(int run) {
        return 0;
    }

    @Override
    public int length(int run) {
        return labelOffsets.length;
    }

    @Override
    public int runOf(int position) {
        return 0;
    }

    @Override
    public int indexOf(int position, int run) {
        return position;
    }

    @Override
    public boolean mayRepeatAddresses() {
        return repeatsAddresses;
    }
}
