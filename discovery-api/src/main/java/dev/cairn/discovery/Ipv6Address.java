// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

/** An IPv6 address in two {@code long}s. */
final class Ipv6Address extends IpAddress {
    private static final int GROUPS = 8;

    private final long high;
    private final long low;

    Ipv6Address(long high, long low) {
        this.high = high;
        this.low = low;
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.IPV6;
    }

    @Override
    public int copyTo(byte[] target, int offset) {
        for (int i = 0; i < 8; i++) {
            target[offset + i] = (byte) (high >>> 56 - 8 * i);
            target[offset + 8 + i] = (byte) (low >>> 56 - 8 * i);
        }
        return 16;
    }

    @Override
    public int compareTo(IpAddress other) {
        if (!(other instanceof Ipv6Address that)) {
            return 1;
        }
        int byHigh = Long.compareUnsigned(high, that.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, that.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ipv6Address that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 0x9e3779b97f4a7c15L ^ low);
    }

    /** RFC 5952: lower case, no leading zeros, the longest run of at least two zero groups shortened, the first on a tie. */
    @Override
    public String toString() {
        int runStart = -1;
        int runLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = zeroGroupsFrom(start);
            if (length > runLength) {
                runStart = start;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        int group = 0;
        while (group < GROUPS) {
            if (group == runStart) {
                text.append("::");
                group += runLength;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(group)));
            group++;
        }
        return text.toString();
    }

    private int zeroGroupsFrom(int start) {
        int end = start;
        while (end < GROUPS && group(end) == 0) {
            end++;
        }
        return end - start;
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> 48 - 16 * (index & 3)) & 0xffff;
    }
}
