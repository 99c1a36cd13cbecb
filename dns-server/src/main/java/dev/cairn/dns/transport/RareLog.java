// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Writes one line of log for many failures: at most one each ten seconds, with the number left out. */
final class RareLog {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);
    private final AtomicLong leftOut = new AtomicLong();

    RareLog(Logger log) {
        this.log = log;
    }

    void warn(String what, Throwable failure) {
        long now = System.nanoTime();
        long last = lastNanos.get();
        if (now - last < INTERVAL_NANOS || !lastNanos.compareAndSet(last, now)) {
            leftOut.incrementAndGet();
            return;
        }
        log.warn("{} ({} more since the last such line)", what, leftOut.getAndSet(0), failure);
    }
}
