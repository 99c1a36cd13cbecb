// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.config;

import java.util.List;

/** Reads the keys of server blocks: {@code [dns://]ZONE[:PORT]}. */
final class ListenKeys {

    private static final String DNS = "dns";
    private static final List<String> OTHER_TRANSPORTS = List.of("tls", "https", "https3", "quic", "grpc");
    private static final int MAX_PORT = 65_535;

    private final int defaultPort;
    private final Problems problems;

    ListenKeys(int defaultPort, Problems problems) {
        this.defaultPort = defaultPort;
        this.problems = problems;
    }

    /** The keys that a word stands for: one, or one for each zone of a range of addresses; none if it is wrong. */
    List<ListenKey> parse(String word, Position position) {
        int scheme = word.indexOf("://");
        if (scheme >= 0 && !isTransport(word.substring(0, scheme), position)) {
            return List.of();
        }
        String address = scheme < 0 ? word : word.substring(scheme + 3);
        int colon = address.lastIndexOf(':');
        String port = colon < 0 ? "" : address.substring(colon + 1);
        if (colon >= 0 && port.isEmpty()) {
            problems.add(position, "key " + Quoted.of(word) + " ends in a colon: give a port or leave the colon out");
            return List.of();
        }
        if (colon < 0 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return keys(address, defaultPort, position);
        }
        if (port.length() > 5 || Integer.parseInt(port) > MAX_PORT) {
            problems.add(position, "port " + Quoted.of(port) + " must be 0 to 65535");
            return List.of();
        }
        return keys(address.substring(0, colon), Integer.parseInt(port), position);
    }

    private boolean isTransport(String scheme, Position position) {
        if (scheme.equals(DNS)) {
            return true;
        }
        if (OTHER_TRANSPORTS.contains(scheme)) {
            problems.add(position, "transport " + scheme + ":// is not offered yet; use dns://");
        } else {
            problems.addUnknown(position, "transport", scheme, List.of(DNS));
        }
        return false;
    }

    private List<ListenKey> keys(String zone, int port, Position position) {
        return Zones.parse(zone, position, problems).stream()
                .map(name -> new ListenKey(DNS, name, port))
                .toList();
    }
}
