// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli.query;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import dev.cairn.dns.wire.DomainName;

/** Names of addresses: RFC 1035 §3.5 for IPv4, RFC 3596 §2.5 for IPv6. */
final class ReverseName {
    private ReverseName() {}

    static DomainName of(IpAddress address) {
        StringBuilder text = new StringBuilder(73);
        byte[] octets = address.toBytes();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (address.family() == AddressFamily.IPV4) {
                text.append(octet).append('.');
            } else {
                text.append(Character.forDigit(octet & 0xf, 16)).append('.');
                text.append(Character.forDigit(octet >>> 4, 16)).append('.');
            }
        }
        return DomainName.parse(text.append(address.family() == AddressFamily.IPV4 ? "in-addr.arpa." : "ip6.arpa.")
                .toString());
    }
}
