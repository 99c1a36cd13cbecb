// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** What a request came in by. */
public enum Transport {
    /** Datagrams, RFC 1035 §4.2.1. */
    UDP("udp", 0),
    /** A stream with length prefixes, RFC 7766. */
    TCP("tcp", 1),
    /** The same inside TLS, RFC 7858. */
    TLS("tls", 2),
    /** HTTP, RFC 8484. */
    HTTPS("https", 3);

    private final String label;
    private final int index;

    Transport(String label, int index) {
        this.label = label;
        this.index = index;
    }

    /** A number for tables, 0 to the number of transports - 1. */
    public int index() {
        return index;
    }

    /** The word for it in metrics and logs. */
    public String label() {
        return label;
    }

    /** Whether a response may be as long as a DNS message can be. */
    public boolean isStream() {
        return this != UDP;
    }
}
