// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

/**
 * Whether an endpoint is kept from calls, and when a single call may show that it is well again. <b>Confined to</b> the lock of its
 * endpoint, but for {@link #isActive}, {@link #probeDueNanos} and {@link #reason}, which anybody may read.
 *
 * <p>An ejection has no end of its own: when its time is up, one call is let through as a probe, and its outcome ends or renews the
 * ejection. Each one lasts twice as long as the one before. An endpoint that stayed well for as long as it was ejected last, a minute at
 * least, begins again with the shortest time.
 */
public final class Ejection {
    private static final long NONE = 0;
    private static final long GOOD_CONDUCT_NANOS = 60_000_000_000L;

    private final long baseNanos;
    private final long maxNanos;
    private volatile long probeDueNanos = NONE;
    private volatile String reason = "";
    private long durationNanos;
    private long endedAtNanos;
    private boolean probeClaimed;
    private long probeStartNanos = NONE;

    /** Not ejected; ejections will last so long at first, and at most. */
    public Ejection(long baseNanos, long maxNanos) {
        this.baseNanos = baseNanos;
        this.maxNanos = maxNanos;
    }

    /** Begins, or begins again with twice the time; {@code jitter} is the factor for the wait until the probe. */
    public void begin(String why, long nowNanos, double jitter) {
        long quietNanos = Math.max(durationNanos, GOOD_CONDUCT_NANOS);
        boolean isFirst = durationNanos == 0 || !isActive() && nowNanos - endedAtNanos >= quietNanos;
        durationNanos = isFirst ? baseNanos : Math.min(maxNanos, durationNanos * 2);
        probeStartNanos = NONE;
        reason = why;
        probeDueNanos = nowNanos + (long) (durationNanos * jitter);
    }

    /** Ends; the endpoint takes calls again. */
    public void end(long nowNanos) {
        endedAtNanos = nowNanos;
        probeStartNanos = NONE;
        reason = "";
        probeDueNanos = NONE;
    }

    /** Whether the caller's call is the probe, which is due; no other one is for as long as the ejection lasted. */
    public boolean claimProbe(long nowNanos) {
        if (!isActive() || nowNanos < probeDueNanos) {
            return false;
        }
        probeDueNanos = nowNanos + durationNanos; // should it never end
        probeClaimed = true;
        return true;
    }

    /** The call of whoever claimed the probe begins. */
    public void callBegins(long nowNanos) {
        if (probeClaimed) {
            probeClaimed = false;
            probeStartNanos = nowNanos;
        }
    }

    /** Whether the call that began then is the probe. */
    public boolean isProbe(long startNanos) {
        return isActive() && startNanos == probeStartNanos && startNanos != NONE;
    }

    /** The probe told nothing; the next call may be another one. */
    public void probeAgain(long nowNanos) {
        probeStartNanos = NONE;
        probeDueNanos = nowNanos;
    }

    /** Whether the endpoint is ejected. */
    public boolean isActive() {
        return probeDueNanos != NONE;
    }

    /** When a probe is due; 0 when the endpoint isn't ejected. */
    public long probeDueNanos() {
        return probeDueNanos;
    }

    /** How long the ejection lasts, or the last one did. */
    public long durationNanos() {
        return durationNanos;
    }

    /** Why it is ejected, for people; empty when it isn't. */
    public String reason() {
        return reason;
    }
}
