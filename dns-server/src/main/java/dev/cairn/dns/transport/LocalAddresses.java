// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses to open UDP sockets on. A socket of a wildcard address answers from whatever address the route back
 * prefers, and clients refuse a reply from another address than they asked; so each address of this machine gets a socket
 * of its own, and the wildcard one serves only what is left: addresses that appear later, link-local ones, and those of 127.0.0.0/8 that no
 * interface names.
 */
final class LocalAddresses {

    private static final int MAX_ADDRESSES = 32;

    private LocalAddresses() {}

    /** The wildcard of both families, or of IPv4 where this machine has no other. */
    static InetAddress wildcard() {
        try {
            DatagramChannel.open(StandardProtocolFamily.INET6).close();
            return InetAddress.getByName("::");
        } catch (IOException | UnsupportedOperationException e) {
            return new InetSocketAddress(0).getAddress();
        }
    }

    /** The address itself, unless it is a wildcard: then each address of this machine, the wildcard last. */
    static List<InetAddress> toBind(InetAddress address) throws SocketException {
        if (!address.isAnyLocalAddress()) {
            return List.of(address);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()) {
                each.inetAddresses()
                        .filter(local -> !isLinkLocal6(local))
                        .filter(local -> address instanceof Inet6Address || local instanceof Inet4Address)
                        .filter(local -> addresses.size() < MAX_ADDRESSES)
                        .forEach(addresses::add);
            }
        }
        addresses.add(address);
        return addresses;
    }

    private static boolean isLinkLocal6(InetAddress address) {
        return address instanceof Inet6Address && address.isLinkLocalAddress();
    }
}
