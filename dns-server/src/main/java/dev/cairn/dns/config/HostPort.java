// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.Optional;

/**
 * Where an HTTP endpoint listens, as it is written in a Corefile: {@code localhost:9153}, {@code :8080},
 * {@code [::1]:8181}.
 *
 * <p><b>Immutable.</b>
 *
 * @param host a name or an address without brackets; empty for all addresses of this machine
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** Reads a host and a port; empty, with a problem added, if the word is not that. */
    public static Optional<HostPort> parse(String word, Position position, Problems problems) {
        int colon = word.lastIndexOf(':');
        String port = word.substring(colon + 1);
        String host = colon < 0 ? "" : word.substring(0, colon);
        boolean isPort = port.matches("\\d{1,5}") && Integer.parseInt(port) <= MAX_PORT;
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || !isPort || host.indexOf(':') >= 0 && !isBracketed || host.indexOf('/') >= 0) {
            problems.add(position, Quoted.of(word) + " is not an address and port, such as :8080 or 127.0.0.1:8080");
            return Optional.empty();
        }
        return Optional.of(
                new HostPort(isBracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port)));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
