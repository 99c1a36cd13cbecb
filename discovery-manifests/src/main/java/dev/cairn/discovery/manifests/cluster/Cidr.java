// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import java.util.OptionalLong;

/**
 * A block of addresses, RFC 4632 §3.1 and RFC 4291 §2.3.
 *
 * <p><b>Immutable.</b>
 *
 * @param base its first address
 * @param prefixLength how many leading bits its addresses share
 */
public record Cidr(IpAddress base, int prefixLength) {
    // More addresses than anybody hands out; keeps offsets in a long and texts short.
    private static final int MAX_HOST_BITS = 32;

    /** Clears what stands behind the prefix; refuses a length outside the family's. */
    public Cidr {
        int bits = 8 * base.family().octets();
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix length must be 0.." + bits + ", was " + prefixLength);
        }
        base = masked(base, prefixLength);
    }

    /**
     * Reads {@code <address>/<length>}.
     *
     * @throws IllegalArgumentException for any other form
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            throw new IllegalArgumentException("a CIDR is written <address>/<prefix length>, was \"" + text + "\"");
        }
        return new Cidr(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** The family of its addresses. */
    public AddressFamily family() {
        return base.family();
    }

    /** How many addresses it has, the first 2^32 at most. */
    long size() {
        return 1L << Math.min(MAX_HOST_BITS, 8 * family().octets() - prefixLength);
    }

    /** The address that stands {@code offset} behind the first one. */
    IpAddress at(long offset) {
        byte[] octets = base.toBytes();
        long rest = offset;
        for (int i = octets.length - 1; rest != 0; i--) {
            octets[i] |= (byte) rest;
            rest >>>= 8;
        }
        return IpAddress.of(octets);
    }

    /** How far behind the first address this one stands; empty when it is none of {@link #size()}. */
    OptionalLong offsetOf(IpAddress address) {
        if (address.family() != family()) {
            return OptionalLong.empty();
        }
        byte[] octets = address.toBytes();
        long offset = 0;
        for (int i = Math.max(0, octets.length - Integer.BYTES); i < octets.length; i++) {
            offset = offset << 8 | octets[i] & 0xff;
        }
        offset &= size() - 1;
        return at(offset).equals(address) ? OptionalLong.of(offset) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return base + "/" + prefixLength;
    }

    private static IpAddress masked(IpAddress address, int prefixLength) {
        byte[] octets = address.toBytes();
        for (int i = 0; i < octets.length; i++) {
            int keptBits = Math.max(0, Math.min(8, prefixLength - 8 * i));
            octets[i] &= (byte) (0xff00 >> keptBits);
        }
        return IpAddress.of(octets);
    }
}
