// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.random.RandomGenerator;

/**
 * Power of two choices: the cheaper one of two that are drawn at random (Mitzenmacher, The Power of Two Choices in Randomized Load
 * Balancing, 2001).
 *
 * <p>One 64-bit random number gives both samples. The second is drawn from the n - 1 others, so that the two are always distinct and
 * unbiased. A tie goes to the first, which is random already. No endpoint can get more than 2/n of the picks, since it must be
 * sampled to win.
 */
final class TwoChoices implements Picker {
    /** Compares two candidates. */
    interface Cost {
        /** Whether {@code one} is cheaper than {@code other} now. */
        boolean isLower(Candidate one, Candidate other);
    }

    private final Candidate[] candidates;
    private final RandomGenerator random;
    private final Cost cost;

    TwoChoices(Candidate[] candidates, RandomGenerator random, Cost cost) {
        this.candidates = candidates;
        this.random = random;
        this.cost = cost;
    }

    @Override
    public int pick(PickContext context) {
        int n = candidates.length;
        if (n == 1) {
            return 0;
        }
        long bits = random.nextLong();
        int first = Draw.fromHigh(bits, n);
        int other = Draw.fromLow(bits, n - 1);
        int second = other >= first ? other + 1 : other;
        if (context.hasExclusions()) {
            return pickAllowed(first, second, context);
        }
        return cheaper(first, second);
    }

    private int pickAllowed(int first, int second, PickContext context) {
        boolean isFirstOut = context.excludes(candidates[first]);
        boolean isSecondOut = context.excludes(candidates[second]);
        if (isFirstOut && isSecondOut) {
            return Draw.allowedFrom(first, candidates, context);
        }
        if (isFirstOut || isSecondOut) {
            return isFirstOut ? second : first;
        }
        return cheaper(first, second);
    }

    private int cheaper(int first, int second) {
        return cost.isLower(candidates[second], candidates[first]) ? second : first;
    }
}
