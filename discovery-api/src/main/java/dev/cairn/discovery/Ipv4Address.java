// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** An IPv4 address in one {@code int}. */
final class Ipv4Address extends IpAddress {
    private final int bits;

    Ipv4Address(int bits) {
        this.bits = bits;
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.IPV4;
    }

    @Override
    public int copyTo(byte[] target, int offset) {
        target[offset] = (byte) (bits >>> 24);
        target[offset + 1] = (byte) (bits >>> 16);
        target[offset + 2] = (byte) (bits >>> 8);
        target[offset + 3] = (byte) bits;
        return 4;
    }

    @Override
    public int compareTo(IpAddress other) {
        return other instanceof Ipv4Address that ? Integer.compareUnsigned(bits, that.bits) : -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ipv4Address that && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return bits * 0x9e3779b1;
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
