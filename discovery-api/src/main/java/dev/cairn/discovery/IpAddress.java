// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * An IP address as a value: read without any name lookup, small in memory, ordered by family and then by octets.
 *
 * <p>An IPv4-mapped IPv6 address ({@code ::ffff:a.b.c.d}) is read as the IPv4 address, as the JDK does. Scope ids are refused.
 *
 * <p><b>Immutable.</b>
 */
public abstract sealed class IpAddress implements Comparable<IpAddress> permits Ipv4Address, Ipv6Address {
    IpAddress() {}

    /**
     * Reads the textual form of RFC 1123 §2.1 (four decimal parts) or RFC 4291 §2.2.
     *
     * @throws IllegalArgumentException when the text is not an address; names are never looked up
     */
    public static IpAddress parse(String text) {
        Objects.requireNonNull(text, "text");
        byte[] octets = IpLiterals.parse(text);
        if (octets == null) {
            throw new IllegalArgumentException("not an IP address: \"" + text + "\"");
        }
        return of(octets);
    }

    /** Whether {@link #parse} would accept the text. */
    public static boolean isLiteral(String text) {
        return IpLiterals.parse(text) != null;
    }

    /**
     * The address made of these octets in network order, which are copied.
     *
     * @throws IllegalArgumentException unless there are 4 or 16 of them
     */
    public static IpAddress of(byte[] octets) {
        return switch (octets.length) {
            case 4 -> new Ipv4Address((int) readBits(octets, 0, 4));
            case 16 ->
                IpLiterals.isMapped(octets)
                        ? new Ipv4Address((int) readBits(octets, 12, 4))
                        : new Ipv6Address(readBits(octets, 0, 8), readBits(octets, 8, 8));
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 octets, not " + octets.length);
        };
    }

    /** The address of a JDK value; its scope id is dropped. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    private static long readBits(byte[] octets, int offset, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | octets[offset + i] & 0xff;
        }
        return bits;
    }

    /** The family. */
    public abstract AddressFamily family();

    /** Writes the 4 or 16 octets in network order to {@code target} from {@code offset}; returns how many. */
    public abstract int copyTo(byte[] target, int offset);

    /** The 4 or 16 octets in network order, in a new array. */
    public final byte[] toBytes() {
        byte[] octets = new byte[family().octets()];
        copyTo(octets, 0);
        return octets;
    }

    /** The JDK's form of this address, without a host name. */
    public final InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has a legal length", e);
        }
    }

    /** The canonical text: dotted decimal, or RFC 5952. */
    @Override
    public abstract String toString();
}
