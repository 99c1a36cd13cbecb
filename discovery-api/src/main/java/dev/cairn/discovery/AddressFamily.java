// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** The family of an IP address, as {@code addressType} of an EndpointSlice and {@code ipFamilies} of a Service name it. */
public enum AddressFamily {
    /** Four octets. */
    IPV4(4),
    /** Sixteen octets. */
    IPV6(16);

    private final int octets;

    AddressFamily(int octets) {
        this.octets = octets;
    }

    /** Length of an address of this family in octets: 4 or 16. */
    public int octets() {
        return octets;
    }
}
