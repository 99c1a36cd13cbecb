// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Explanation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;

/**
 * The connections to one service, in a pool for each endpoint: a pool's limit of idle connections is for all hosts together, so that a
 * shared one would close them as fast as they are made. <b>Thread-safe.</b>
 */
final class EndpointPools {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int maxIdleConnections;
    private final Duration keepAlive;
    private final LongSupplier nanoClock;
    private final ConcurrentMap<InetSocketAddress, ConnectionPool> pools = new ConcurrentHashMap<>();
    private final AtomicLong checkedAtNanos;

    EndpointPools(int maxIdleConnections, Duration keepAlive, LongSupplier nanoClock) {
        this.maxIdleConnections = maxIdleConnections;
        this.keepAlive = keepAlive;
        this.nanoClock = nanoClock;
        checkedAtNanos = new AtomicLong(nanoClock.getAsLong());
    }

    ConnectionPool of(InetSocketAddress endpoint) {
        return pools.computeIfAbsent(
                endpoint, unused -> new ConnectionPool(maxIdleConnections, keepAlive.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** From time to time, closes the idle connections to endpoints that are gone. */
    void forgetGone(Balancer balancer) {
        long checked = checkedAtNanos.get();
        long now = nanoClock.getAsLong();
        if (now - checked >= CHECK_NANOS && checkedAtNanos.compareAndSet(checked, now)) {
            forgetAllBut(balancer.explain().rows().stream()
                    .map(Explanation.Row::address)
                    .collect(Collectors.toSet()));
        }
    }

    private void forgetAllBut(Set<InetSocketAddress> endpoints) {
        pools.forEach((endpoint, pool) -> {
            if (endpoints.contains(endpoint)) {
                return;
            }
            pool.evictAll();
            if (pool.connectionCount() == 0) {
                pools.remove(endpoint, pool);
            }
        });
    }

    /** Whether nobody has asked for longer than connections are kept. */
    boolean isIdle() {
        return nanoClock.getAsLong() - checkedAtNanos.get() > keepAlive.toNanos() + CHECK_NANOS;
    }

    /** Endpoints with a pool. */
    int size() {
        return pools.size();
    }
}
