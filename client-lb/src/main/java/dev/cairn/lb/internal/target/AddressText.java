// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.target;

import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.target.ParsedTarget.HostPort;

/** Reads {@code 10.0.0.1:80} and {@code [::1]:80} without any name lookup. */
final class AddressText {
    private AddressText() {}

    /** Reads an address with its port; without one it takes the default, or refuses when that is 0. */
    static HostPort parse(String text, int defaultPort) {
        boolean bracketed = text.startsWith("[");
        int hostEnd = bracketed ? text.indexOf(']') : text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
        if (hostEnd < 0) {
            throw new IllegalArgumentException("\"" + text + "\" lacks the closing bracket");
        }
        if (!bracketed && text.indexOf(':', hostEnd + 1) >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is an IPv6 address without brackets");
        }
        IpAddress address = IpAddress.parse(bracketed ? text.substring(1, hostEnd) : text.substring(0, hostEnd));
        String rest = text.substring(bracketed ? hostEnd + 1 : hostEnd);
        if (rest.isEmpty()) {
            if (defaultPort == 0) {
                throw new IllegalArgumentException("\"" + text + "\" has no port");
            }
            return new HostPort(address, defaultPort);
        }
        PortReference port = rest.startsWith(":") ? PortReference.parse(rest.substring(1)) : PortReference.ONLY;
        if (!port.isNumber()) {
            throw new IllegalArgumentException("\"" + text + "\" needs a port number");
        }
        return new HostPort(address, port.number());
    }
}
