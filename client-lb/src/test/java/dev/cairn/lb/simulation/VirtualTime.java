// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one event to the next. Events of one moment happen in the order in which they were planned. */
public final class VirtualTime {
    /** One millisecond. */
    public static final long MILLISECOND = 1_000_000;

    /** One second. */
    public static final long SECOND = 1_000 * MILLISECOND;

    private record Event(long nanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private long nowNanos;
    private long planned;

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return nowNanos;
    }

    /** Something happens so much later. */
    public void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, nowNanos), planned++, action));
    }

    /** Lets all events happen until then. */
    public void runUntil(long nanos) {
        while (!events.isEmpty() && events.element().nanos() <= nanos) {
            Event next = events.remove();
            nowNanos = next.nanos();
            next.action().run();
        }
        nowNanos = nanos;
    }
}
