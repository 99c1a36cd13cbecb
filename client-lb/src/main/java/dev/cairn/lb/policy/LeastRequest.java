// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.random.RandomGenerator;

/**
 * Power of two choices by calls in flight.
 *
 * <p>One 64-bit random number gives both samples. The second is drawn from the n - 1 others, so that the two are always distinct and
 * unbiased. A tie goes to the first, which is random already. No endpoint can get more than 2/n of the picks, since it must be
 * sampled to win.
 */
final class LeastRequest implements Picker {
    private final Candidate[] candidates;
    private final RandomGenerator random;

    LeastRequest(Candidate[] candidates, RandomGenerator random) {
        this.candidates = candidates;
        this.random = random;
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
        return better(first, second);
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
        return better(first, second);
    }

    private int better(int first, int second) {
        return candidates[second].inFlight() < candidates[first].inFlight() ? second : first;
    }
}
