// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import org.jspecify.annotations.Nullable;

/** Reads textual addresses by RFC 1123 §2.1 and RFC 4291 §2.2, and nothing else: no names, no short forms, no leading zeros in IPv4. */
final class IpLiterals {
    private static final int IPV6_GROUPS = 8;

    private IpLiterals() {}

    /** The octets, or null when the text is not an address. */
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? parseIpv4(text, 0) : parseIpv6(text);
    }

    /** Whether these 16 octets are an IPv4-mapped address, RFC 4291 §2.5.5.2. */
    static boolean isMapped(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return octets[10] == -1 && octets[11] == -1;
    }

    private static byte @Nullable [] parseIpv4(String text, int start) {
        byte[] octets = new byte[4];
        int at = start;
        for (int part = 0; part < 4; part++) {
            int from = at;
            int value = 0;
            while (at < text.length() && isDecimal(text.charAt(at)) && at - from < 3) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - from > 1 && text.charAt(from) == '0';
            boolean lastPart = part == 3;
            boolean terminated = lastPart ? at == text.length() : at < text.length() && text.charAt(at) == '.';
            if (at == from || leadingZero || value > 255 || !terminated) {
                return null;
            }
            octets[part] = (byte) value;
            at++;
        }
        return octets;
    }

    private static byte @Nullable [] parseIpv6(String text) {
        byte[] octets = new byte[16];
        int group = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (group == IPV6_GROUPS) {
                return null;
            }
            int end = endOfGroup(text, at);
            if (end < text.length() && text.charAt(end) == '.') {
                byte[] tail = group <= 6 ? parseIpv4(text, at) : null;
                if (tail == null) {
                    return null;
                }
                System.arraycopy(tail, 0, octets, 2 * group, 4);
                group += 2;
                break;
            }
            if (end == at || end - at > 4) {
                return null;
            }
            int value = Integer.parseInt(text, at, end, 16);
            octets[2 * group] = (byte) (value >>> 8);
            octets[2 * group + 1] = (byte) value;
            group++;
            if (end == text.length()) {
                break;
            }
            if (text.charAt(end) != ':' || end + 1 == text.length()) {
                return null;
            }
            at = end + 1;
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = group;
                at++;
            }
        }
        return expand(octets, group, gap);
    }

    private static byte @Nullable [] expand(byte[] octets, int groups, int gap) {
        if (gap < 0) {
            return groups == IPV6_GROUPS ? octets : null;
        }
        if (groups == IPV6_GROUPS) {
            return null;
        }
        byte[] expanded = new byte[16];
        int tail = 2 * (groups - gap);
        System.arraycopy(octets, 0, expanded, 0, 2 * gap);
        System.arraycopy(octets, 2 * gap, expanded, 16 - tail, tail);
        return expanded;
    }

    private static int endOfGroup(String text, int start) {
        int at = start;
        while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80) {
            at++;
        }
        return at;
    }

    private static boolean isDecimal(char c) {
        return c >= '0' && c <= '9';
    }
}
