// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.transport.Listener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does between the signal to stop and its end: it goes on serving, first for a given time, then for as long as questions
 * still come as datagrams, which a node sends to an address that it took out of a Service until it forgets the flows it knew.
 *
 * @param duration how long it serves in any case; when zero it serves no longer
 */
record Lameduck(Duration duration) {
    /** Without a datagram for so long, nobody is left who knows this server. */
    static final Duration QUIET = Duration.ofSeconds(1);

    /** How much longer than {@link #duration} at most: well below the half minute after which a pod is killed. */
    static final Duration MAX_LONGER = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

    /** Returns when the server may close. */
    void await(List<Listener> listeners) throws InterruptedException {
        if (duration.isZero()) {
            return;
        }
        LOG.info("going on to serve for {} ms, not ready any more", duration.toMillis());
        Duration first = duration.compareTo(QUIET) > 0 ? duration.minus(QUIET) : Duration.ZERO;
        TimeUnit.NANOSECONDS.sleep(first.toNanos());
        long startNanos = System.nanoTime();
        long latestNanos = duration.plus(MAX_LONGER).minus(first).toNanos();
        long before;
        do {
            before = beats(listeners);
            TimeUnit.NANOSECONDS.sleep(duration.minus(first).toNanos());
        } while (beats(listeners) != before && System.nanoTime() - startNanos < latestNanos);
    }

    private static long beats(List<Listener> listeners) {
        return listeners.stream().mapToLong(Listener::datagramBeats).sum();
    }
}
