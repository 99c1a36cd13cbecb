// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of one listener, in total and for each client. Thread-safe. */
final class StreamClients {

    private final StreamLimits limits;
    private final AtomicInteger total = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byClient = new ConcurrentHashMap<>();

    StreamClients(StreamLimits limits) {
        this.limits = limits;
    }

    /** Whether one more is allowed; if so it counts until {@link #remove}. */
    boolean add(InetAddress client) {
        if (total.incrementAndGet() > limits.maxConnections()) {
            total.decrementAndGet();
            return false;
        }
        if (byClient.merge(client, 1, Integer::sum) > limits.maxConnectionsPerClient()) {
            remove(client);
            return false;
        }
        return true;
    }

    void remove(InetAddress client) {
        total.decrementAndGet();
        byClient.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }

    int total() {
        return total.get();
    }

    /** How long a connection may be idle now: a tenth of the limit while many are open. */
    long idleNanos() {
        long idleNanos = limits.idleTimeout().toNanos();
        return total.get() > limits.maxConnections() / 4 * 3 ? idleNanos / 10 : idleNanos;
    }
}
