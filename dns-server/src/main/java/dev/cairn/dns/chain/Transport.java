// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

/** What a request came in by. */
public enum Transport {
    /** Datagrams, RFC 1035 §4.2.1. */
    UDP("udp"),
    /** A stream with length prefixes, RFC 7766. */
    TCP("tcp"),
    /** The same inside TLS, RFC 7858. */
    TLS("tls"),
    /** HTTP, RFC 8484. */
    HTTPS("https");

    private final String label;

    Transport(String label) {
        this.label = label;
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
