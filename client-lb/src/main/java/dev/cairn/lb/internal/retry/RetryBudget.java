// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps retries a small part of the calls, so that an outage isn't made worse by them (names as in Gateway API GEP-3388).
 *
 * <p>Calls and retries of the last ten seconds are counted in slots of one second. A retry is granted while their number stays below
 * ratio x calls + minimum rate x ten seconds. Under a total outage the attempts are thus at most (1 + ratio) x calls + the minimum.
 *
 * <p><b>Thread-safe.</b> Counting a call is one atomic write; granting a retry takes a lock, since retries are rare.
 */
public final class RetryBudget {
    private static final int WINDOW_SECONDS = 10;
    private static final int COUNT_BITS = 32;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final double ratio;
    private final double minimum;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final ReentrantLock lock = new ReentrantLock();

    // each slot: the second it stands for in the upper half, the count in the lower
    private final AtomicLongArray calls = new AtomicLongArray(WINDOW_SECONDS);
    private final AtomicLongArray retries = new AtomicLongArray(WINDOW_SECONDS);

    /**
     * An unused budget.
     *
     * @param ratio retries per call
     * @param minPerSecond retries per second that are granted whatever the number of calls
     */
    public RetryBudget(double ratio, double minPerSecond, LongSupplier nanoClock) {
        this.ratio = ratio;
        this.minimum = minPerSecond * WINDOW_SECONDS;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
    }

    /** Counts a call, not its retries. */
    public void onCall() {
        count(calls, second());
    }

    /** Whether a retry is granted; it is counted if so. */
    public boolean tryRetry() {
        long second = second();
        lock.lock();
        try {
            if (sum(retries, second) + 1 > ratio * sum(calls, second) + minimum) {
                return false;
            }
            count(retries, second);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many retries would be granted now. */
    public double balance() {
        long second = second();
        return Math.max(0, ratio * sum(calls, second) + minimum - sum(retries, second));
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanoClock.getAsLong() - startNanos);
    }

    private static void count(AtomicLongArray slots, long second) {
        int slot = (int) (second % WINDOW_SECONDS);
        slots.getAndUpdate(slot, held -> held >>> COUNT_BITS == second ? held + 1 : second << COUNT_BITS | 1);
    }

    private static long sum(AtomicLongArray slots, long second) {
        long sum = 0;
        for (int slot = 0; slot < WINDOW_SECONDS; slot++) {
            long held = slots.get(slot);
            if (second - (held >>> COUNT_BITS) < WINDOW_SECONDS) {
                sum += held & COUNT_MASK;
            }
        }
        return sum;
    }
}
