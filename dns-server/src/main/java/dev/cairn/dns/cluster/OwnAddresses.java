// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.IpAddress;
import java.util.List;

/**
 * The addresses of this server. Not those of a Service, so they are known from the start.
 *
 * <p><b>Immutable.</b>
 */
final class OwnAddresses {
    private final byte[][] all;
    private final byte[][] reachable;

    OwnAddresses(List<IpAddress> addresses) {
        all = addresses.stream().distinct().map(IpAddress::toBytes).toArray(byte[][]::new);
        reachable = addresses.stream()
                .distinct()
                .filter(address -> !address.toInetAddress().isLoopbackAddress())
                .map(IpAddress::toBytes)
                .toArray(byte[][]::new);
    }

    /** All of them, each 4 or 16 octets; not a copy. */
    byte[][] all() {
        return all;
    }

    /** Those that others may know: all but loopback addresses; not a copy. */
    byte[][] reachable() {
        return reachable;
    }
}
