// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

/**
 * The cost of an endpoint is latency × (calls in flight + 1) ÷ success², where latency is a peak EWMA.
 *
 * <p>Finagle's and Linkerd's measure, with the square of the success rate as a second line before ejection. A call that hangs counts
 * through the calls in flight before it counts through its latency. Logarithms are compared: those of small numbers come from a table.
 */
final class PeakEwmaCost implements TwoChoices.Cost {
    private static final double[] LOG_OF_NEXT = new double[256];

    static {
        for (int i = 0; i < LOG_OF_NEXT.length; i++) {
            LOG_OF_NEXT[i] = Math.log(i + 1);
        }
    }

    @Override
    public boolean isLower(Candidate one, Candidate other) {
        return logCost(one) < logCost(other);
    }

    private static double logCost(Candidate candidate) {
        int inFlight = candidate.inFlight();
        return candidate.logCost() + (inFlight < LOG_OF_NEXT.length ? LOG_OF_NEXT[inFlight] : Math.log(inFlight + 1));
    }
}
