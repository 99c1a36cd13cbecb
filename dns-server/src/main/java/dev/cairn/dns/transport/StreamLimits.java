// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.time.Duration;

/**
 * What clients of streams may make the server hold.
 *
 * <p><b>Immutable.</b>
 *
 * @param maxConnections of all clients together; one more is closed at once, and idle ones are closed sooner from three
 *     quarters of it
 * @param maxConnectionsPerClient of one address
 * @param idleTimeout from the last whole request to the close
 * @param requestTimeout from the first octet of a request to its last
 * @param writeTimeout how long a client may not take responses before it is cut off
 * @param maxUnsentBytes of one connection; above it nothing more is read from it
 * @param maxBufferBytes of all connections together; above it those that would need more are closed
 * @param maxRequests of one connection, which is closed once they are answered; 0 for any number
 */
public record StreamLimits(
        int maxConnections,
        int maxConnectionsPerClient,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration writeTimeout,
        int maxUnsentBytes,
        int maxBufferBytes,
        int maxRequests) {

    /** 4096 connections, 1024 for each client, 10 s idle, 5 s for a request, 5 s without progress, 64 KiB unsent, 32 MiB in all, any number of requests. */
    public static final StreamLimits DEFAULT = new StreamLimits(
            4096, 1024, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10, 32 << 20);

    /** Checks that each limit is positive. */
    public StreamLimits {
        positive("maxConnections", maxConnections);
        positive("maxConnectionsPerClient", maxConnectionsPerClient);
        positive("idleTimeout", idleTimeout.toNanos());
        positive("requestTimeout", requestTimeout.toNanos());
        positive("writeTimeout", writeTimeout.toNanos());
        positive("maxUnsentBytes", maxUnsentBytes);
        positive("maxBufferBytes", maxBufferBytes);
        if (maxRequests < 0) {
            throw new IllegalArgumentException("maxRequests must not be negative, was " + maxRequests);
        }
    }

    /** Limits that allow any number of requests. */
    public StreamLimits(
            int maxConnections,
            int maxConnectionsPerClient,
            Duration idleTimeout,
            Duration requestTimeout,
            Duration writeTimeout,
            int maxUnsentBytes,
            int maxBufferBytes) {
        this(
                maxConnections,
                maxConnectionsPerClient,
                idleTimeout,
                requestTimeout,
                writeTimeout,
                maxUnsentBytes,
                maxBufferBytes,
                0);
    }

    private static void positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, was " + value);
        }
    }

    /** Half of the shortest timeout, at most a second: how often a connection is looked at. */
    Duration checkInterval() {
        long shortest = Math.min(idleTimeout.toNanos(), Math.min(requestTimeout.toNanos(), writeTimeout.toNanos()));
        return Duration.ofNanos(Math.min(shortest / 2, Duration.ofSeconds(1).toNanos()));
    }
}
