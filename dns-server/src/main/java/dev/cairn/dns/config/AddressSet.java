// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses of any number of ranges; whether one is among them takes a time that grows with the logarithm of that number.
 *
 * <p><b>Immutable.</b>
 */
public final class AddressSet {

    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;

    // Disjoint ranges in order: each starts at an element of one array and ends at that of the other, both inclusive.
    private final byte[][] ipv4Firsts;
    private final byte[][] ipv4Lasts;
    private final byte[][] ipv6Firsts;
    private final byte[][] ipv6Lasts;

    private AddressSet(List<AddressRange> ipv4, List<AddressRange> ipv6) {
        this.ipv4Firsts = ipv4.stream().map(AddressRange::first).toArray(byte[][]::new);
        this.ipv4Lasts = ipv4.stream().map(AddressRange::last).toArray(byte[][]::new);
        this.ipv6Firsts = ipv6.stream().map(AddressRange::first).toArray(byte[][]::new);
        this.ipv6Lasts = ipv6.stream().map(AddressRange::last).toArray(byte[][]::new);
    }

    /** The addresses of these ranges. */
    public static AddressSet of(List<AddressRange> ranges) {
        return new AddressSet(disjoint(ranges, IPV4_OCTETS), disjoint(ranges, IPV6_OCTETS));
    }

    /** Ranges by prefix lie within each other or apart, so those that lie within another one are left out. */
    private static List<AddressRange> disjoint(List<AddressRange> ranges, int octets) {
        List<AddressRange> sorted = ranges.stream()
                .filter(range -> range.octets() == octets)
                .sorted((a, b) -> {
                    int byFirst = Arrays.compareUnsigned(a.first(), b.first());
                    return byFirst != 0 ? byFirst : Arrays.compareUnsigned(b.last(), a.last());
                })
                .toList();
        List<AddressRange> outer = new ArrayList<>();
        for (AddressRange range : sorted) {
            AddressRange before = outer.isEmpty() ? null : outer.get(outer.size() - 1);
            if (before == null || Arrays.compareUnsigned(range.last(), before.last()) > 0) {
                outer.add(range);
            }
        }
        return outer;
    }

    /** Whether an address of 4 or 16 octets is among them. */
    public boolean contains(byte[] address) {
        return address.length == IPV4_OCTETS
                ? contains(ipv4Firsts, ipv4Lasts, address)
                : contains(ipv6Firsts, ipv6Lasts, address);
    }

    private static boolean contains(byte[][] firsts, byte[][] lasts, byte[] address) {
        int low = 0;
        int high = firsts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(firsts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && Arrays.compareUnsigned(address, lasts[low - 1]) <= 0;
    }
}
