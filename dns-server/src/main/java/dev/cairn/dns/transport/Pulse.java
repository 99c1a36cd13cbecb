// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The beat of one transport thread: whether it is waiting for requests, or still at the one that it was at when it was last
 * looked at.
 *
 * <p>{@link #begin}, {@link #end} and {@link #stop} are <b>confined to</b> the thread itself; the others are
 * <b>thread-safe</b>. A beat costs two plain stores, and no packet is sent to find out.
 */
public final class Pulse {

    private static final long STOPPED = -1;

    private final String name;
    // Even while it waits, odd while it serves.
    private final AtomicLong beats = new AtomicLong();

    Pulse(String name) {
        this.name = name;
    }

    /** The name of the thread. */
    public String name() {
        return name;
    }

    void begin() {
        beats.setRelease(beats.getPlain() + 1);
    }

    void end() {
        beats.setRelease(beats.getPlain() + 1);
    }

    void stop() {
        beats.set(STOPPED);
    }

    /** A number to compare with a later one. */
    public long beat() {
        return beats.getAcquire();
    }

    /**
     * Whether the thread ended, or has served one request ever since an earlier beat was read.
     *
     * @param earlier what {@link #beat} returned long enough ago for any request to be done
     */
    public boolean isMissedSince(long earlier) {
        long now = beat();
        return now == STOPPED || (now & 1) == 1 && now == earlier;
    }
}
