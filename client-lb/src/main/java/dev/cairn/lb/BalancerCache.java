// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Balancers by target, made on demand; those that nobody asks for are closed. <b>Thread-safe.</b> */
final class BalancerCache implements AutoCloseable {
    private static final class Entry {
        private final Balancer balancer;
        private volatile long askedAtNanos;

        private Entry(Balancer balancer) {
            this.balancer = balancer;
        }
    }

    private final ConcurrentHashMap<Target, Entry> entries = new ConcurrentHashMap<>();
    private final Function<Target, Balancer> make;
    private final long idleNanos;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean closed;

    BalancerCache(
            Function<Target, Balancer> make,
            Duration idleTimeout,
            LongSupplier nanoClock,
            ScheduledExecutorService timer) {
        this.make = make;
        this.idleNanos = idleTimeout.toNanos();
        this.nanoClock = nanoClock;
        this.timer = timer;
    }

    Balancer get(Target target) {
        requireOpen();
        Entry entry = entries.get(target);
        if (entry == null) {
            entry = entries.computeIfAbsent(target, this::makeEntry);
        }
        entry.askedAtNanos = nanoClock.getAsLong();
        if (closed) {
            close(); // it came in while the others were being closed
        }
        return entry.balancer;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these balancers are closed");
        }
    }

    private Entry makeEntry(Target target) {
        Entry entry = new Entry(make.apply(target));
        entry.askedAtNanos = nanoClock.getAsLong();
        if (!watched.getAndSet(true)) {
            long period = Math.max(idleNanos / 4, 1);
            var unused = timer.scheduleWithFixedDelay(this::closeIdle, period, period, TimeUnit.NANOSECONDS);
        }
        return entry;
    }

    void closeIdle() {
        long now = nanoClock.getAsLong();
        entries.forEach((target, entry) -> {
            if (now - entry.askedAtNanos >= idleNanos && entries.remove(target, entry)) {
                entry.balancer.close();
            }
        });
    }

    int size() {
        return entries.size();
    }

    @Override
    public void close() {
        closed = true;
        entries.values().forEach(entry -> entry.balancer.close());
        entries.clear();
    }
}
