// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.random.RandomGenerator;

/** Any one with equal probability. */
final class RandomChoice implements Picker {
    private static final int MAX_REDRAWS = 8;

    private final Candidate[] candidates;
    private final RandomGenerator random;

    RandomChoice(Candidate[] candidates, RandomGenerator random) {
        this.candidates = candidates;
        this.random = random;
    }

    @Override
    public int pick(PickContext context) {
        int drawn = draw();
        if (!context.hasExclusions()) {
            return drawn;
        }
        // drawn again, not shifted: a retry must not double the share of the excluded one's neighbour
        for (int i = 0; i < MAX_REDRAWS && context.excludes(candidates[drawn]); i++) {
            drawn = draw();
        }
        return Draw.allowedFrom(drawn, candidates, context);
    }

    private int draw() {
        return Draw.fromHigh(random.nextLong(), candidates.length);
    }
}
