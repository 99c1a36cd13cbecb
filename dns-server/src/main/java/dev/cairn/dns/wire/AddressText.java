// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.UnknownHostException;

/** IP addresses from octets and as text. */
final class AddressText {

    private static final int IPV6_GROUPS = 8;

    private AddressText() {}

    static Inet4Address inet4(byte[] four) {
        try {
            return (Inet4Address) Inet4Address.getByAddress(four);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IPv4 address has 4 octets, not " + four.length, e);
        }
    }

    /** An IPv6 address even of octets that the JDK would take for IPv4 (::ffff:0:0/96). */
    static Inet6Address inet6(byte[] sixteen) {
        try {
            return Inet6Address.getByAddress(null, sixteen, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IPv6 address has 16 octets, not " + sixteen.length, e);
        }
    }

    static String format(Inet4Address address) {
        byte[] octets = address.getAddress();
        return Octets.u8(octets, 0) + "." + Octets.u8(octets, 1) + "." + Octets.u8(octets, 2) + "."
                + Octets.u8(octets, 3);
    }

    /** Lower case, no leading zeros, the longest run of zero groups as two colons (RFC 5952 §4). */
    static String format(Inet6Address address) {
        byte[] octets = address.getAddress();
        int gap = longestZeroRun(octets);
        int gapEnd = gap + zeroRun(octets, gap);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == gap && gapEnd - gap > 1) {
                text.append("::");
                i = gapEnd - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(Octets.u16(octets, 2 * i)));
        }
        return text.toString();
    }

    private static int longestZeroRun(byte[] octets) {
        int longest = 0;
        for (int i = 1; i < IPV6_GROUPS; i++) {
            if (zeroRun(octets, i) > zeroRun(octets, longest)) {
                longest = i;
            }
        }
        return longest;
    }

    private static int zeroRun(byte[] octets, int group) {
        int end = group;
        while (end < IPV6_GROUPS && Octets.u16(octets, 2 * end) == 0) {
            end++;
        }
        return end - group;
    }
}
