// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How servers are asked.
 *
 * <p><b>Immutable.</b>
 */
public final class ForwardOptions {

    /** The longest that a question waits for its answer, all tries together. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    /** How many questions may wait unless told otherwise. */
    public static final int MAX_CONCURRENT = 4096;

    final Policy policy;
    final boolean forceTcp;
    final boolean preferUdp;
    final long readTimeoutNanos;
    final long expireNanos;
    final long maxAgeNanos;
    final int maxIdleConnections;
    final int maxFails;
    final int maxTries;
    final int maxConcurrent;
    final long probeIntervalNanos;
    final boolean probeRecursive;
    final DomainName probeName;
    final Set<Integer> failoverRcodes;
    final boolean failsWhenAllDown;
    final @Nullable InetAddress source;
    final @Nullable TlsClient tls;

    private ForwardOptions(Builder builder) {
        policy = builder.policy;
        forceTcp = builder.forceTcp;
        preferUdp = builder.preferUdp;
        readTimeoutNanos = builder.readTimeout.toNanos();
        expireNanos = builder.expire.toNanos();
        maxAgeNanos = builder.maxAge.toNanos();
        maxIdleConnections = builder.maxIdleConnections;
        maxFails = builder.maxFails;
        maxTries = builder.maxTries;
        maxConcurrent = builder.maxConcurrent;
        probeIntervalNanos = builder.probeInterval.toNanos();
        probeRecursive = builder.probeRecursive;
        probeName = builder.probeName;
        failoverRcodes = Set.copyOf(builder.failoverRcodes);
        failsWhenAllDown = builder.failsWhenAllDown;
        source = builder.source;
        tls = builder.tls;
    }

    /**
     * A builder. Defaults: random policy, the client's transport first, 2 s for each try, connections kept for 10 s when idle, however old
     * and however many they are, down after two failed probes, probes each 0.5 s for NS of the root with recursion, two tries for each
     * server, {@value #MAX_CONCURRENT} questions waiting, no failover by response code, a random server when all are down.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How many questions may wait for their answers. */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /** Builds {@link ForwardOptions}. <b>Confined to</b> one thread. */
    public static final class Builder {

        /** Two for each server. */
        static final int TRIES_BY_SERVERS = -1;

        private Policy policy = Policy.RANDOM;
        private boolean forceTcp;
        private boolean preferUdp;
        private Duration readTimeout = Duration.ofSeconds(2);
        private Duration expire = Duration.ofSeconds(10);
        private Duration maxAge = Duration.ZERO;
        private int maxIdleConnections;
        private int maxFails = 2;
        private int maxTries = TRIES_BY_SERVERS;
        private int maxConcurrent = MAX_CONCURRENT;
        private Duration probeInterval = Duration.ofMillis(500);
        private boolean probeRecursive = true;
        private DomainName probeName = DomainName.ROOT;
        private Set<Integer> failoverRcodes = Set.of();
        private boolean failsWhenAllDown;
        private @Nullable InetAddress source;
        private @Nullable TlsClient tls;

        private Builder() {}

        /** In which order servers are tried. */
        public Builder policy(Policy value) {
            policy = Objects.requireNonNull(value, "value");
            return this;
        }

        /** Whether servers are asked over TCP whatever the client used. */
        public Builder forceTcp(boolean value) {
            forceTcp = value;
            return this;
        }

        /** Whether servers are asked over UDP first whatever the client used. */
        public Builder preferUdp(boolean value) {
            preferUdp = value;
            return this;
        }

        /** How long each try may take, more than zero. */
        public Builder readTimeout(Duration value) {
            readTimeout = Objects.requireNonNull(value, "value");
            return this;
        }

        /** How long an idle connection is kept. */
        public Builder expire(Duration value) {
            expire = Objects.requireNonNull(value, "value");
            return this;
        }

        /** How old a connection may be to be given another question; zero for any age. */
        public Builder maxAge(Duration value) {
            maxAge = Objects.requireNonNull(value, "value");
            return this;
        }

        /** How many idle connections are kept for each server; 0 for all. */
        public Builder maxIdleConnections(int value) {
            maxIdleConnections = value;
            return this;
        }

        /** How many failed probes in a row make a server down; 0 for never. */
        public Builder maxFails(int value) {
            maxFails = value;
            return this;
        }

        /** How many tries a question has; 0 for as many as fit into its time. */
        public Builder maxTries(int value) {
            maxTries = value;
            return this;
        }

        /** How many questions may wait for their answers; the next one fails at once. */
        public Builder maxConcurrent(int value) {
            maxConcurrent = value;
            return this;
        }

        /** What a server is asked, and how often, to see whether it is up again. */
        public Builder probe(Duration interval, DomainName name, boolean recursive) {
            probeInterval = Objects.requireNonNull(interval, "interval");
            probeName = Objects.requireNonNull(name, "name");
            probeRecursive = recursive;
            return this;
        }

        /** Response codes with which the next server is tried; the last answer counts all the same. */
        public Builder failoverRcodes(Set<Integer> values) {
            failoverRcodes = Set.copyOf(values);
            return this;
        }

        /** Whether questions fail at once while all servers are down. */
        public Builder failsWhenAllDown(boolean value) {
            failsWhenAllDown = value;
            return this;
        }

        /** The address of ours that questions leave from. */
        public Builder source(InetAddress value) {
            source = Objects.requireNonNull(value, "value");
            return this;
        }

        /** How servers with TLS are verified. */
        public Builder tls(TlsClient value) {
            tls = Objects.requireNonNull(value, "value");
            return this;
        }

        /** The options. */
        public ForwardOptions build() {
            return new ForwardOptions(this);
        }
    }
}
