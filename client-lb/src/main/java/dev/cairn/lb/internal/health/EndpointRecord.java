// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.health;

/**
 * What the calls of one endpoint show of it.
 *
 * <p><b>Confined to</b> the lock of its endpoint, but for {@link #failures}, {@link #failuresInRow}, {@link #successEwma} and {@link
 * #isClean}, which anybody may read. Times are nanoseconds of one clock and not negative.
 */
public final class EndpointRecord {
    private static final double SUCCESS_WEIGHT = 1.0 / 20; // of one call in the average
    private static final double ALL_SUCCEED = 0.999; // above it, it is said to be 1
    private static final double LEAST_SUCCESS = 0.05; // keeps the cost finite

    private final PeakEwma latency;
    private final OutcomeWindow window;
    private volatile long failures;
    private volatile int failuresInRow;
    private volatile double successEwma = 1;
    private volatile boolean clean = true;
    private long unjudged;
    private long answers;
    private long answersNanos;

    /**
     * Nothing is known yet.
     *
     * @param seedNanos the latency to assume
     */
    public EndpointRecord(double seedNanos, long nowNanos) {
        latency = new PeakEwma(seedNanos, nowNanos);
        window = new OutcomeWindow(nowNanos);
    }

    /** What is assumed of an endpoint when nothing is known of any, in nanoseconds. */
    public static double seedNanos() {
        return PeakEwma.SEED_NANOS;
    }

    /** A call ended well; {@code ended} is how many calls have ended with it. */
    public void succeeded(long nowNanos, long ended) {
        window.advance(nowNanos, ended - unjudged - 1, failures);
        if (clean) {
            return;
        }
        failuresInRow = 0;
        double success = successEwma + (1 - successEwma) * SUCCESS_WEIGHT;
        successEwma = success > ALL_SUCCEED ? 1 : success;
        clean = successEwma == 1;
    }

    /** A call failed; {@code ended} is how many calls have ended with it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the endpoint's lock only
    public void failed(long nowNanos, long ended) {
        window.advance(nowNanos, ended - unjudged - 1, failures);
        clean = false;
        failures++;
        failuresInRow++;
        successEwma = Math.max(LEAST_SUCCESS, successEwma * (1 - SUCCESS_WEIGHT));
    }

    /** A call ended in a way that says nothing of the endpoint. */
    public void endedUnjudged() {
        unjudged++;
    }

    /** An answer came after so long. */
    public void answered(long latencyNanos, long nowNanos) {
        answers++;
        answersNanos += latencyNanos;
        latency.answered(latencyNanos, nowNanos);
    }

    /** For so long there was no answer. */
    public void unanswered(long elapsedNanos, long nowNanos) {
        latency.unanswered(elapsedNanos, nowNanos);
    }

    /** What is known of its latency is out of date: the next answer takes its place. */
    public void expire() {
        latency.expire();
    }

    /** Forgets failures, as for an endpoint that begins anew. */
    public void forgive(long nowNanos, long ended) {
        window.advance(nowNanos, ended - unjudged, failures);
        window.restart(ended - unjudged, failures);
        failuresInRow = 0;
        successEwma = 1;
        clean = true;
    }

    /**
     * The natural logarithm of latency ÷ success², but for a term that is the same for all records of one clock at any one moment: lower
     * is better, and a difference of 1 is a factor of e.
     */
    public double logCost() {
        return latency.log() - 2 * Math.log(successEwma);
    }

    /** The answers that were timed. */
    public Answers answers() {
        return new Answers(answers, answersNanos);
    }

    /** Calls that ended in the last {@code seconds}, 1 to 10; {@code ended} is how many have ended in all. */
    public Tally lately(int seconds, long nowNanos, long ended) {
        window.advance(nowNanos, ended - unjudged, failures);
        return new Tally(window.ended(seconds, ended - unjudged), window.failed(seconds, failures));
    }

    /** Peak EWMA of the latency, faded until now, in nanoseconds. */
    public double latencyNanos(long nowNanos) {
        return latency.at(nowNanos);
    }

    /** Whether a latency has been observed. */
    public boolean isLatencyKnown() {
        return latency.isKnown();
    }

    /** Calls that ever failed. */
    public long failures() {
        return failures;
    }

    /** Calls that failed since the last one that succeeded. */
    public int failuresInRow() {
        return failuresInRow;
    }

    /** The part of calls that succeed, 0.05 to 1, the last twenty or so counting most. */
    public double successEwma() {
        return successEwma;
    }

    /** Whether all of the last calls succeeded, so that one more success changes nothing. */
    public boolean isClean() {
        return clean;
    }
}
