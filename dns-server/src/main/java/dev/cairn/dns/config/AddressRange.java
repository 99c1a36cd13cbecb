// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses as they are written in a Corefile: one address, or all that begin with the same bits.
 *
 * <p><b>Immutable.</b>
 */
public final class AddressRange {

    private final byte[] first;
    private final byte[] last;

    private AddressRange(byte[] address, int prefixBits) {
        this.first = address.clone();
        this.last = address.clone();
        for (int bit = prefixBits; bit < address.length * Byte.SIZE; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            first[bit / Byte.SIZE] &= (byte) ~mask;
            last[bit / Byte.SIZE] |= (byte) mask;
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address; empty, with a problem added, if the word is not that. */
    public static Optional<AddressRange> parse(String word, Position position, Problems problems) {
        int slash = word.indexOf('/');
        Optional<byte[]> address =
                IpLiteral.parse(slash < 0 ? word : word.substring(0, slash)).map(InetAddress::getAddress);
        String prefix = slash < 0 ? "" : word.substring(slash + 1);
        int bits = address.map(octets -> octets.length * Byte.SIZE).orElse(0);
        boolean valid = slash < 0 || prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits;
        if (address.isEmpty() || !valid) {
            problems.add(
                    position,
                    Quoted.of(word) + " is not an address or a range of them, such as 10.0.0.1 or 10.0.0.0/8");
            return Optional.empty();
        }
        return Optional.of(new AddressRange(address.get(), slash < 0 ? bits : Integer.parseInt(prefix)));
    }

    /** Octets of its addresses: 4 or 16. */
    int octets() {
        return first.length;
    }

    byte[] first() {
        return first;
    }

    byte[] last() {
        return last;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof AddressRange other && Arrays.equals(first, other.first) && Arrays.equals(last, other.last);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Arrays.hashCode(last);
    }
}
