// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.load;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the weights with which all endpoints are equally busy. <b>Confined to</b> one thread at a time.
 *
 * <p>An endpoint begins with the weight of gRFC A58, requests per second ÷ load: what it could bear. That is right at once where load
 * grows with requests alone. Where it doesn't, a controller goes on from there: the logarithm of the weight follows the change of the
 * error (proportional part) and its sum over time (integral part).
 *
 * <p>The error is how far the endpoint's load is below the mean, as a logarithm. Where servers tell their rate of requests, it is
 * computed for the rate that the present weight brings, so reports that are averages of the past don't mislead. Where they don't, the
 * ratio of the two parts stands in for the time of that average: some seconds. Small errors are none, and weights stay between a tenth
 * and ten times their mean.
 */
public final class LoadController {
    /**
     * How reports count.
     *
     * @param blackoutNanos the reports of so long a time count for nothing, when an endpoint begins to report
     * @param expirationNanos without a report for so long, the endpoint's weight is forgotten
     * @param errorPenalty how much load a rate of errors of 1 is worth
     */
    public record Options(long blackoutNanos, long expirationNanos, double errorPenalty) {}

    private static final double PROPORTIONAL = 0.3;
    private static final double INTEGRAL_PER_SECOND = 0.05;
    private static final double DEAD_BAND = 0.02;
    private static final double MAX_ERROR = 1;
    private static final double LEAST_LOAD = 0.02; // loads below it are all the same
    private static final double MAX_SECONDS = 5; // between two steps; a longer gap counts as this
    private static final double MAX_LOG_RATIO = Math.log(10);
    private static final int LEAST_KNOWN = 2;

    private final ReportedLoad[] loads;
    private final Options options;
    private double[] weights;

    /** For these endpoints, which may have been under another controller; makes a step at once, for sets that change all the time. */
    public LoadController(List<ReportedLoad> loads, Options options, long nowNanos) {
        this.loads = loads.toArray(new ReportedLoad[0]);
        this.options = options;
        adjust(nowNanos);
        weights = currentWeights();
    }

    /** In the order of the endpoints; all 1 while fewer than two have one of their own. */
    public double[] weights() {
        return weights;
    }

    /** Takes the reports into account; true when the weights are others now. */
    public boolean step(long nowNanos) {
        adjust(nowNanos);
        double[] next = currentWeights();
        if (areAlike(weights, next)) {
            return false;
        }
        weights = next;
        return true;
    }

    private void adjust(long nowNanos) {
        forget(nowNanos);
        control(nowNanos);
        begin(nowNanos);
    }

    private void forget(long nowNanos) {
        for (ReportedLoad load : loads) {
            if (!isUsable(load, nowNanos)) {
                load.logWeight = ReportedLoad.UNKNOWN;
            }
        }
    }

    private boolean isUsable(ReportedLoad load, long nowNanos) {
        return load.isUsable(nowNanos, options.blackoutNanos(), options.expirationNanos());
    }

    private void control(long nowNanos) {
        double[] wishes = wishes();
        double meanWish =
                Arrays.stream(wishes).filter(Double::isFinite).average().orElse(0);
        double mean = meanLogWeight();
        for (int i = 0; i < loads.length; i++) {
            ReportedLoad load = loads[i];
            if (load.isKnown()) {
                double seconds = Math.min(MAX_SECONDS, (nowNanos - load.steppedNanos) / 1e9);
                double error = error(wishes[i] - meanWish);
                double step = PROPORTIONAL * (error - load.lastError) + INTEGRAL_PER_SECOND * seconds * error;
                load.lastError = error;
                load.steppedNanos = nowNanos;
                load.logWeight = clamp(load.logWeight + step, mean - MAX_LOG_RATIO, mean + MAX_LOG_RATIO);
            }
        }
    }

    /** How much more weight each of the known ones could bear, as a logarithm; only differences count. */
    private double[] wishes() {
        double[] wishes = new double[loads.length];
        boolean areRatesTold = true;
        for (int i = 0; i < wishes.length; i++) {
            wishes[i] = loads[i].logCapacity(options.errorPenalty()) - loads[i].logWeight;
            areRatesTold &= !loads[i].isKnown() || Double.isFinite(wishes[i]);
        }
        for (int i = 0; i < wishes.length && !areRatesTold; i++) {
            double load = loads[i].load(options.errorPenalty());
            wishes[i] = loads[i].isKnown() ? -Math.log(load + LEAST_LOAD) : ReportedLoad.UNKNOWN;
        }
        return wishes;
    }

    private static double error(double difference) {
        return Math.abs(difference) < DEAD_BAND ? 0 : clamp(difference, -MAX_ERROR, MAX_ERROR);
    }

    /** Gives a weight to those that have none yet: on the scale of those that have, by capacity, or else the mean. */
    private void begin(long nowNanos) {
        double mean = meanLogWeight();
        double offset = Arrays.stream(loads)
                .filter(ReportedLoad::isKnown)
                .mapToDouble(load -> load.logWeight - load.logCapacity(options.errorPenalty()))
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        for (ReportedLoad load : loads) {
            if (!load.isKnown() && isUsable(load, nowNanos)) {
                double capacity = load.logCapacity(options.errorPenalty());
                load.logWeight = Double.isNaN(capacity) ? mean : offset + capacity;
                load.lastError = 0;
                load.steppedNanos = nowNanos;
            }
        }
    }

    private double meanLogWeight() {
        return Arrays.stream(loads)
                .filter(ReportedLoad::isKnown)
                .mapToDouble(load -> load.logWeight)
                .average()
                .orElse(0);
    }

    private double[] currentWeights() {
        double[] next = new double[loads.length];
        double mean = meanLogWeight();
        double sum = 0;
        int known = 0;
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.exp(loads[i].logWeight - mean);
            if (loads[i].isKnown()) {
                sum += next[i];
                known++;
            }
        }
        double typical = known < LEAST_KNOWN ? 1 : sum / known;
        for (int i = 0; i < next.length; i++) {
            boolean isOwn = known >= LEAST_KNOWN && loads[i].isKnown();
            next[i] = isOwn ? clamp(next[i] / typical, 0.1, 10) : 1;
        }
        return next;
    }

    private static boolean areAlike(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > DEAD_BAND * one[i]) {
                return false;
            }
        }
        return true;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
