// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The reverse zones of a range of addresses (RFC 1035 §3.5, RFC 3596 §2.5). A label holds 8 bits of an IPv4 address and
 * 4 of an IPv6 one; a prefix that ends within a label stands for each value that the rest of the label can have.
 */
final class ReverseZones {

    private final byte[] address;
    private final int bitsPerLabel;

    private ReverseZones(byte[] address) {
        this.address = address;
        this.bitsPerLabel = address.length == 4 ? 8 : 4;
    }

    /** Whether the word is an address, a slash and a number. */
    static boolean isRange(String word) {
        int slash = word.indexOf('/');
        return slash > 0
                && word.length() - slash <= 4
                && word.substring(slash + 1).matches("\\d{1,3}")
                && IpLiteral.parse(word.substring(0, slash)).isPresent();
    }

    /** The zones of a range; empty, with a problem added, if its prefix is too long for its address. */
    static List<String> of(String range, Position position, Problems problems) {
        int slash = range.indexOf('/');
        byte[] address = IpLiteral.parse(range.substring(0, slash))
                .map(InetAddress::getAddress)
                .orElseThrow();
        int prefixBits = Integer.parseInt(range.substring(slash + 1));
        int bits = address.length * Byte.SIZE;
        if (prefixBits > bits) {
            problems.add(position, "the prefix of " + Quoted.of(range) + " must be 0 to " + bits);
            return List.of();
        }
        return new ReverseZones(address).zones(prefixBits);
    }

    private List<String> zones(int prefixBits) {
        int wholeLabels = prefixBits / bitsPerLabel;
        String parent = parent(wholeLabels);
        int restBits = prefixBits % bitsPerLabel;
        if (restBits == 0) {
            return List.of(parent);
        }
        int span = 1 << (bitsPerLabel - restBits);
        int first = label(wholeLabels) / span * span;
        List<String> zones = new ArrayList<>(span);
        for (int value = first; value < first + span; value++) {
            zones.add(text(value) + "." + parent);
        }
        return zones;
    }

    private String parent(int labels) {
        StringBuilder name = new StringBuilder(address.length == 4 ? "in-addr.arpa." : "ip6.arpa.");
        for (int i = 0; i < labels; i++) {
            name.insert(0, text(label(i)) + ".");
        }
        return name.toString();
    }

    private int label(int index) {
        if (bitsPerLabel == 8) {
            return address[index] & 0xFF;
        }
        int octet = address[index / 2] & 0xFF;
        return index % 2 == 0 ? octet >> 4 : octet & 0xF;
    }

    private String text(int label) {
        return Integer.toString(label, bitsPerLabel == 8 ? 10 : 16);
    }
}
