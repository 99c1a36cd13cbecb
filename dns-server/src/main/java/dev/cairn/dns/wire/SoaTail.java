// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.Arrays;

/**
 * What stays the same in the SOA records of a zone: the two names, relative to an origin, and the four times (RFC 1035
 * §3.3.13).
 *
 * <p><b>Immutable.</b>
 */
public final class SoaTail {

    static final int NUMBERS_BYTES = 20;

    final byte[] primary;
    final byte[] mailbox;
    final int refreshSeconds;
    final int retrySeconds;
    final int expireSeconds;
    final int minimumSeconds;

    /**
     * A tail whose names are completed by the origin when written: {@code ns.dns} and {@code hostmaster}, say.
     *
     * @param primary MNAME without the origin; the root for the origin itself
     * @param mailbox RNAME without the origin; the root for the origin itself
     */
    public SoaTail(
            DomainName primary,
            DomainName mailbox,
            int refreshSeconds,
            int retrySeconds,
            int expireSeconds,
            int minimumSeconds) {
        this.primary = labels(primary);
        this.mailbox = labels(mailbox);
        this.refreshSeconds = refreshSeconds;
        this.retrySeconds = retrySeconds;
        this.expireSeconds = expireSeconds;
        this.minimumSeconds = minimumSeconds;
    }

    private static byte[] labels(DomainName name) {
        return Arrays.copyOf(name.toWire(), name.length() - 1);
    }

    /** How long the absence of a name may be remembered (RFC 2308 §4). */
    public int minimumSeconds() {
        return minimumSeconds;
    }
}
