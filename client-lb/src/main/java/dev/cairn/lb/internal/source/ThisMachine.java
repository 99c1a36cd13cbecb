// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses of the machine, or pod, that this runs on.
 *
 * <p><b>Immutable.</b>
 *
 * @param addresses those that others can reach it by; neither loopback nor link-local ones
 */
public record ThisMachine(Set<IpAddress> addresses) {
    /** Copies the set. */
    public ThisMachine {
        addresses = Set.copyOf(addresses);
    }

    /** What the network interfaces say now; nothing when they can't be read. */
    public static ThisMachine read() {
        try {
            Set<IpAddress> addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(ThisMachine::isOfUse)
                    .map(ThisMachine::withoutScope)
                    .collect(Collectors.toCollection(HashSet::new));
            return new ThisMachine(addresses);
        } catch (SocketException e) {
            return new ThisMachine(Set.of());
        }
    }

    private static boolean isOfUse(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress();
    }

    private static IpAddress withoutScope(InetAddress address) {
        return IpAddress.of(address.getAddress());
    }

    /** The family to call when both are offered: the one wished for, unless this machine has an address of the other one only. */
    AddressFamily family(AddressFamily wished) {
        Set<AddressFamily> own = EnumSet.noneOf(AddressFamily.class);
        addresses.forEach(address -> own.add(address.family()));
        return own.size() == 1 ? own.iterator().next() : wished;
    }
}
