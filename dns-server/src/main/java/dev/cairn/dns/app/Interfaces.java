// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.IpAddress;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The network interfaces of this machine and their addresses. */
final class Interfaces {

    private Interfaces() {}

    /** The addresses of each interface, by its name. */
    static Map<String, List<InetAddress>> addresses() {
        try {
            Map<String, List<InetAddress>> byName = new TreeMap<>();
            NetworkInterface.networkInterfaces()
                    .forEach(each ->
                            byName.put(each.getName(), each.inetAddresses().toList()));
            return byName;
        } catch (SocketException e) {
            throw new UncheckedIOException("the network interfaces of this machine cannot be read", e);
        }
    }

    /** The addresses that other machines could know this one by. */
    static List<IpAddress> own() {
        return addresses().values().stream()
                .flatMap(List::stream)
                .filter(address -> !address.isLoopbackAddress())
                .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                .map(IpAddress::of)
                .distinct()
                .toList();
    }
}
