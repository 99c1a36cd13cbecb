// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

/** Reads an address out of a label that has hyphens for its dots or colons: {@code 10-244-0-7}, {@code fd00--1}. */
final class PodAddress {
    private static final int GROUPS = 8;
    private static final int INVALID = -1;

    private PodAddress() {}

    /**
     * Reads a label into {@code address}. Three hyphens of which no two are neighbours make an IPv4 address, anything else an IPv6 one (RFC
     * 4291 §2.2).
     *
     * @param label where the label starts, at its length octet
     * @return octets of the address: 4, 16, or 0 if there is none
     */
    static int read(byte[] name, int label, byte[] address) {
        int start = label + 1;
        int end = start + name[label];
        int hyphens = 0;
        boolean neighbours = false;
        for (int i = start; i < end; i++) {
            if (name[i] == '-') {
                hyphens++;
                neighbours |= i + 1 < end && name[i + 1] == '-';
            }
        }
        return hyphens == 3 && !neighbours ? readIpv4(name, start, end, address) : readIpv6(name, start, end, address);
    }

    /** As {@link #read}; an IPv4-mapped address (RFC 4291 §2.5.5.2) is the IPv4 address, which is what it is reached by. */
    static int readUnmapped(byte[] name, int label, byte[] address) {
        int length = read(name, label, address);
        if (length < 16 || !isMapped(address)) {
            return length;
        }
        System.arraycopy(address, 12, address, 0, 4);
        return 4;
    }

    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 12; i++) {
            if (address[i] != (i < 10 ? 0 : (byte) 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static int readIpv4(byte[] name, int start, int end, byte[] address) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            int partEnd = partEnd(name, at, end);
            int value = decimal(name, at, partEnd);
            if (value < 0) {
                return 0;
            }
            address[part] = (byte) value;
            at = partEnd + 1;
        }
        return at == end + 1 ? 4 : 0;
    }

    private static int readIpv6(byte[] name, int start, int end, byte[] address) {
        int at = start;
        int groups = 0;
        int gap = INVALID;
        if (end - start >= 2 && name[start] == '-' && name[start + 1] == '-') {
            gap = 0;
            at += 2;
        }
        while (at < end) {
            int groupEnd = partEnd(name, at, end);
            int value = hexadecimal(name, at, groupEnd);
            if (value < 0 || groups == GROUPS) {
                return 0;
            }
            address[2 * groups] = (byte) (value >>> 8);
            address[2 * groups + 1] = (byte) value;
            groups++;
            at = groupEnd;
            if (at == end) {
                break;
            }
            at++;
            if (at == end) {
                return 0;
            }
            if (name[at] == '-') {
                if (gap >= 0) {
                    return 0;
                }
                gap = groups;
                at++;
            }
        }
        return expand(address, groups, gap);
    }

    private static int expand(byte[] address, int groups, int gap) {
        if (gap < 0 || groups == GROUPS) {
            return gap < 0 && groups == GROUPS ? 16 : 0;
        }
        int tail = 2 * (groups - gap);
        for (int i = 1; i <= tail; i++) {
            address[16 - i] = address[2 * groups - i];
        }
        for (int i = 2 * gap; i < 16 - tail; i++) {
            address[i] = 0;
        }
        return 16;
    }

    private static int partEnd(byte[] name, int at, int end) {
        int i = at;
        while (i < end && name[i] != '-') {
            i++;
        }
        return i;
    }

    /** A number of 0 to 255 without a leading zero; negative if it is none. */
    static int decimal(byte[] text, int start, int end) {
        int value = 0;
        if (end <= start || end - start > 3 || end - start > 1 && text[start] == '0') {
            return INVALID;
        }
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            value = 10 * value + digit;
        }
        return value <= 255 ? value : INVALID;
    }

    private static int hexadecimal(byte[] text, int start, int end) {
        if (end <= start || end - start > 4) {
            return INVALID;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = hexDigit(text[i]);
            if (digit < 0) {
                return INVALID;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    /** The value of a hexadecimal digit in any letter case; negative if it is none. */
    static int hexDigit(byte octet) {
        int folded = Labels.fold(octet);
        if (folded >= '0' && folded <= '9') {
            return folded - '0';
        }
        return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : INVALID;
    }
}
