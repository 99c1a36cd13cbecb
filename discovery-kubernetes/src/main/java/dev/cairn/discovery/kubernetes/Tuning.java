// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import java.time.Duration;

/**
 * The times and sizes that reading goes by.
 *
 * @param connectTimeout for a connection to be there
 * @param requestTimeout for an answer to begin, and between two pieces of a list
 * @param silenceTimeout between two pieces of a watch; the server sends a bookmark about once a minute
 * @param watchLifetime the shortest time that one watch is asked to last; the longest is twice that
 * @param confirmAfter a watch that has lasted so long without an error is good
 * @param backoffBase bound of the wait after the first failure
 * @param backoffCap bound of the wait after many failures
 * @param refusedRetry about how long to wait when somebody has to change something first
 * @param stalePeriod how often watchers are told that the origin is still lost
 * @param progressPeriod how often a sync that lasts is logged
 * @param pageSize objects in one page of a list
 * @param maxObjectBytes the longest object that is read, in bytes of JSON
 */
record Tuning(
        Duration connectTimeout,
        Duration requestTimeout,
        Duration silenceTimeout,
        Duration watchLifetime,
        Duration confirmAfter,
        Duration backoffBase,
        Duration backoffCap,
        Duration refusedRetry,
        Duration stalePeriod,
        Duration progressPeriod,
        int pageSize,
        int maxObjectBytes) {
    // What etcd stores in one request, 1.5 MiB, is a few times that when written as JSON.
    private static final int MAX_OBJECT_BYTES = 8 * 1024 * 1024;

    static Tuning of(Duration connectTimeout, Duration requestTimeout, Duration silenceTimeout) {
        return new Tuning(
                connectTimeout,
                requestTimeout,
                silenceTimeout,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                500,
                MAX_OBJECT_BYTES);
    }
}
