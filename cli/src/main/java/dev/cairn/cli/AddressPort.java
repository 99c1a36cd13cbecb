// SPDX-License-Identifier: Apache-2.0
package dev.cairn.cli;

import java.net.InetSocketAddress;

/** Reads an address with a port as people write it: {@code 127.0.0.1:1053}, {@code [::1]:1053}, {@code dns.example.com}. */
public final class AddressPort {
    private AddressPort() {}

    /**
     * The address of a text.
     *
     * @param defaultPort taken when the text names none, 0 to 65535
     * @throws IllegalArgumentException that says what is wrong with the text
     */
    public static InetSocketAddress parse(String text, int defaultPort) {
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.length();
        if (end <= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address");
        }
        int colon = portColon(text, bracketed ? end : 0, bracketed);
        String host = bracketed ? text.substring(1, end) : colon < 0 ? text : text.substring(0, colon);
        return resolve(host, colon < 0 ? defaultPort : port(text.substring(colon + 1)));
    }

    /** Whether the text names a port. */
    public static boolean hasPort(String text) {
        boolean bracketed = text.startsWith("[");
        return portColon(text, bracketed ? Math.max(0, text.indexOf(']')) : 0, bracketed) >= 0;
    }

    /** Where the colon before the port stands, -1 for none: several colons without brackets are an IPv6 address. */
    private static int portColon(String text, int from, boolean bracketed) {
        int colon = text.indexOf(':', from);
        return bracketed || text.lastIndexOf(':') == colon ? colon : -1;
    }

    private static InetSocketAddress resolve(String host, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0..65535, was " + port);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (host.isEmpty() || address.isUnresolved()) {
            throw new IllegalArgumentException("\"" + host + "\" has no address");
        }
        return address;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a port is a number, was \"" + text + "\"", e);
        }
    }
}
