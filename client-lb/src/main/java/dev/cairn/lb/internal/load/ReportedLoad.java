// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.load;

import org.jspecify.annotations.Nullable;

/**
 * The latest report of one endpoint, and what {@link LoadController} has made of all of them. Reports come from any thread; the rest is
 * <b>confined to</b> the controller.
 */
public final class ReportedLoad {
    private record Report(double load, double requestsPerSecond, double errorsPerSecond, long sinceNanos, long nanos) {}

    static final double UNKNOWN = Double.NaN;

    private volatile @Nullable Report latest;

    double logWeight = UNKNOWN;
    double lastError;
    long steppedNanos;

    /**
     * The endpoint reports. A load of zero says nothing.
     *
     * @param load use of what limits it; 1 is all of that
     * @param requestsPerSecond of all clients; zero when it doesn't say
     * @param errorsPerSecond those that fail
     * @param expirationNanos after so long without a report, this one counts as the first
     */
    public void report(
            double load, double requestsPerSecond, double errorsPerSecond, long nowNanos, long expirationNanos) {
        if (load <= 0) {
            return;
        }
        Report before = latest;
        long since = before == null || nowNanos - before.nanos > expirationNanos ? nowNanos : before.sinceNanos;
        latest = new Report(load, requestsPerSecond, errorsPerSecond, since, nowNanos);
    }

    /** Whether it has reported for long enough, and a short time ago. */
    boolean isUsable(long nowNanos, long blackoutNanos, long expirationNanos) {
        Report report = latest;
        return report != null
                && nowNanos - report.sinceNanos >= blackoutNanos
                && nowNanos - report.nanos <= expirationNanos;
    }

    /** Its load, more by its rate of errors times the penalty. */
    double load(double errorPenalty) {
        Report report = latest;
        if (report == null) {
            return 0;
        }
        return report.load
                + (report.requestsPerSecond > 0 ? errorPenalty * report.errorsPerSecond / report.requestsPerSecond : 0);
    }

    /** The logarithm of the requests per second that it could bear: those that it has, divided by its load (gRFC A58). */
    double logCapacity(double errorPenalty) {
        Report report = latest;
        return report == null || report.requestsPerSecond <= 0
                ? UNKNOWN
                : Math.log(report.requestsPerSecond / load(errorPenalty));
    }

    boolean isKnown() {
        return !Double.isNaN(logWeight);
    }
}
