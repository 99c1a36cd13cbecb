// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

/**
 * A zone that a server block answers for, and where it listens.
 *
 * <p><b>Immutable.</b>
 *
 * @param transport {@code dns} for UDP and TCP
 * @param zone an absolute name in lower case; ends in a dot
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenKey(String transport, String zone, int port) {

    /** The key as CoreDNS writes it: {@code dns://cluster.local.:53}. */
    @Override
    public String toString() {
        return transport + "://" + zone + ":" + port;
    }
}
