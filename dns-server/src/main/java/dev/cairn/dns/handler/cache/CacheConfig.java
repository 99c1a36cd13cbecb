// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.config.Directive;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.config.ServerBlock;
import dev.cairn.dns.config.Zones;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.util.List;

/**
 * The directive {@code cache [TTL] [ZONES]} with its options.
 *
 * <p><b>Immutable.</b>
 *
 * @param zones what is kept
 * @param success the answers with records
 * @param denial those that say that there is none, and failures
 * @param servfail how long a failure is kept, at most 5 minutes (RFC 9520 §3.2); zero for not at all
 * @param keepTtl whether answers keep their first time to live until they expire
 * @param nxdomainCut which absent names stand for all names below them
 */
public record CacheConfig(
        List<DomainName> zones,
        Kept success,
        Kept denial,
        Prefetch prefetch,
        Stale stale,
        Duration servfail,
        boolean keepTtl,
        Cut nxdomainCut) {

    /** Copies the list. */
    public CacheConfig {
        zones = List.copyOf(zones);
    }

    /** Which absent names stand for all names below them (RFC 8020). */
    public enum Cut {
        /** None. */
        OFF,
        /** Those whose absence the upstream has validated. */
        SIGNED,
        /** All, but those that only the root speaks for. */
        ALL
    }

    /**
     * What is kept of one kind of answers.
     *
     * @param capacity how many answers of common size, at least 1024
     * @param maxTtlSeconds at least 1; wins over the least
     * @param minTtlSeconds not negative
     * @param disabled zones of which nothing is kept
     */
    public record Kept(int capacity, int maxTtlSeconds, int minTtlSeconds, List<DomainName> disabled) {
        private static final int MEAN_ENTRY_BYTES = 512;

        /** Copies the list. */
        public Kept {
            disabled = List.copyOf(disabled);
        }

        /** Octets for all entries together. */
        long maxBytes() {
            return (long) capacity * MEAN_ENTRY_BYTES;
        }

        /** How long an answer is kept whose records live this long; 0 stays 0. */
        int ttlSeconds(int recordTtlSeconds) {
            return recordTtlSeconds == 0 ? 0 : Math.min(Math.max(recordTtlSeconds, minTtlSeconds), maxTtlSeconds);
        }
    }

    /**
     * Which answers are asked for again before they expire.
     *
     * @param amount questions that make an answer popular; 0 for none
     * @param gap the longest time between two of them
     * @param percent how much of its time to live is left then, 10 to 90
     */
    public record Prefetch(int amount, Duration gap, int percent) {
        boolean isOn() {
            return amount > 0;
        }
    }

    /**
     * How answers serve on after they have expired (RFC 8767).
     *
     * @param limit for how long; zero for not at all
     * @param verified whether the answer is asked for again first
     * @param verifyTimeout how long that may take; zero for as long as it takes
     * @param ttlSeconds time to live of what is served then
     * @param recheck how long after a failure to wait before it is asked for again
     * @param positivePreferred whether an expired answer with records wins over a newer one without
     */
    public record Stale(
            Duration limit,
            boolean verified,
            Duration verifyTimeout,
            int ttlSeconds,
            Duration recheck,
            boolean positivePreferred) {
        boolean isOn() {
            return !limit.isZero();
        }
    }

    /** Reads the directive; what is wrong is added to the problems. */
    public static CacheConfig parse(Directive directive, ServerBlock block, Problems problems) {
        if (block.directives(directive.name()).indexOf(directive) > 0) {
            problems.add(directive.position(), "a server block has one cache directive: put all zones into it");
        }
        CacheOptions options = new CacheOptions(problems);
        Directive zonesOnly = options.readTtl(directive);
        List<DomainName> zones = Zones.ofArgumentsOrBlock(zonesOnly, block, problems).stream()
                .map(DomainName::parse)
                .toList();
        directive.options().forEach(options::read);
        options.checkTogether(directive);
        return options.toConfig(zones);
    }
}
