// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What compiling has cost, and what there is of it. <b>Thread-safe.</b> */
public final class Compilations {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Compilations() {}

    /**
     * A Service was compiled, or taken away.
     *
     * @param startNanos when that began, as {@link System#nanoTime()}
     * @param addedBytes what it takes now less what it took before
     */
    void add(long startNanos, int addedBytes) {
        bytes.addAndGet(addedBytes);
        nanos.addAndGet(System.nanoTime() - startNanos);
        count.incrementAndGet();
    }

    /** How often a Service has been compiled or taken away. */
    public long count() {
        return count.get();
    }

    /** How long that took in all. */
    public Duration time() {
        return Duration.ofNanos(nanos.get());
    }

    /** Octets of addresses and labels that all Services are compiled to, without the objects around them. */
    public long bytes() {
        return bytes.get();
    }
}
