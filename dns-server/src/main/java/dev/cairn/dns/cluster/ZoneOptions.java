// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.wire.DomainName;

/**
 * How a zone shows a model.
 *
 * <p><b>Immutable.</b>
 *
 * @param zone the zone; one at or below {@code in-addr.arpa} or {@code ip6.arpa} holds reverse names
 * @param primaryZone the zone that reverse names lead into
 * @param ttlSeconds of all records, and of the memory of absence; 0 to 3600
 * @param pods what pod names mean
 * @param hidesEmptyServices whether a Service with cluster IPs but without ready endpoints counts as absent
 * @param hidesIpv6 whether no name has an AAAA record
 */
public record ZoneOptions(
        DomainName zone,
        DomainName primaryZone,
        int ttlSeconds,
        PodMode pods,
        boolean hidesEmptyServices,
        boolean hidesIpv6) {
    /** The longest TTL. */
    public static final int MAX_TTL_SECONDS = 3600;

    /** The TTL where none is given. */
    public static final int DEFAULT_TTL_SECONDS = 5;

    /** Refuses a TTL out of range. */
    public ZoneOptions {
        if (ttlSeconds < 0 || ttlSeconds > MAX_TTL_SECONDS) {
            throw new IllegalArgumentException("ttlSeconds must be 0..3600, was " + ttlSeconds);
        }
    }

    /** Options with AAAA records. */
    public ZoneOptions(
            DomainName zone, DomainName primaryZone, int ttlSeconds, PodMode pods, boolean hidesEmptyServices) {
        this(zone, primaryZone, ttlSeconds, pods, hidesEmptyServices, false);
    }

    /** With a TTL no longer than this. */
    ZoneOptions atMost(int limitSeconds) {
        return ttlSeconds <= limitSeconds
                ? this
                : new ZoneOptions(zone, primaryZone, limitSeconds, pods, hidesEmptyServices, hidesIpv6);
    }

    /** The defaults for a zone that is its own primary zone: TTL 5 s, no pod names, no Service hidden. */
    public static ZoneOptions of(DomainName zone) {
        return new ZoneOptions(zone, zone, DEFAULT_TTL_SECONDS, PodMode.DISABLED, false);
    }
}
