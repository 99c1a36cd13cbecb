// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.hosts;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.FoldedName;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the entries of files together to a table. Confined to one thread. */
final class HostTableBuilder {
    private static final byte[] ASTERISK = "*".getBytes(StandardCharsets.US_ASCII);

    private final List<DomainName> zones;
    private final boolean reverse;
    private final Map<FoldedName, Set<InetAddress>> names = new LinkedHashMap<>();
    private final Map<FoldedName, Set<InetAddress>> wildcards = new LinkedHashMap<>();
    private final Map<InetAddress, Set<FoldedName>> addresses = new LinkedHashMap<>();

    /**
     * A table without hosts.
     *
     * @param zones names outside of all of them are left out
     * @param reverse whether addresses get names
     */
    HostTableBuilder(List<DomainName> zones, boolean reverse) {
        this.zones = zones;
        this.reverse = reverse;
    }

    HostTableBuilder add(List<HostEntry> entries) {
        for (HostEntry entry : entries) {
            for (DomainName name : entry.names()) {
                if (zones.stream().anyMatch(name::isSubdomainOf)) {
                    add(entry.address(), name);
                }
            }
        }
        return this;
    }

    private void add(InetAddress address, DomainName name) {
        if (name.labelCount() > 0 && Arrays.equals(name.label(0), ASTERISK)) {
            byte[] whole = name.toWire();
            DomainName parent = DomainName.of(whole, 2, whole.length - 2);
            wildcards
                    .computeIfAbsent(parent.folded(), key -> new LinkedHashSet<>())
                    .add(address);
            return;
        }
        names.computeIfAbsent(name.folded(), key -> new LinkedHashSet<>()).add(address);
        if (reverse) {
            addresses.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(name.folded());
        }
    }

    HostTable build() {
        List<Host> reverseNames = new ArrayList<>();
        addresses.forEach((address, targets) -> reverseNames.add(new Host(
                FoldedName.parse(reverseName(address.getAddress())),
                new byte[0],
                new byte[0],
                targets.stream().map(FoldedName::toWire).toList())));
        return new HostTable(hosts(names), hosts(wildcards), reverseNames);
    }

    private static List<Host> hosts(Map<FoldedName, Set<InetAddress>> addressesByName) {
        List<Host> hosts = new ArrayList<>(addressesByName.size());
        addressesByName.forEach(
                (name, addresses) -> hosts.add(new Host(name, octets(addresses, 4), octets(addresses, 16), List.of())));
        return hosts;
    }

    private static byte[] octets(Set<InetAddress> addresses, int length) {
        byte[] all = new byte[addresses.size() * length];
        int end = 0;
        for (InetAddress address : addresses) {
            byte[] octets = address.getAddress();
            if (octets.length == length) {
                System.arraycopy(octets, 0, all, end, length);
                end += length;
            }
        }
        return Arrays.copyOf(all, end);
    }

    /** RFC 1035 §3.5, RFC 3596 §2.5. */
    private static String reverseName(byte[] address) {
        StringBuilder name = new StringBuilder();
        for (int i = address.length - 1; i >= 0; i--) {
            int octet = address[i] & 0xFF;
            if (address.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Integer.toHexString(octet & 0xF)).append('.');
                name.append(Integer.toHexString(octet >> 4)).append('.');
            }
        }
        return name.append(address.length == 4 ? "in-addr.arpa." : "ip6.arpa.").toString();
    }
}
