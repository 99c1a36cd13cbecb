// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The turns of a {@link Schedule}, one after the other; begins at a random one, so that clients started together, and sets that change
 * often, stay even.
 */
final class RoundRobin implements Picker {
    private final Candidate[] candidates;
    private final int[] turns; // indices of candidates
    private final AtomicInteger next;

    RoundRobin(Candidate[] candidates, int[] turns, RandomGenerator random) {
        this.candidates = candidates;
        this.turns = turns;
        this.next = new AtomicInteger(Draw.fromHigh(random.nextLong(), turns.length));
    }

    @Override
    public int pick(PickContext context) {
        int turn = nextTurn();
        if (!context.hasExclusions()) {
            return turn;
        }
        // later turns are taken, not looked at: a retry must not double the share of the excluded one's neighbour
        for (int i = 1; i < candidates.length && context.excludes(candidates[turn]); i++) {
            turn = nextTurn();
        }
        return Draw.allowedFrom(turn, candidates, context);
    }

    private int nextTurn() {
        return turns[Integer.remainderUnsigned(next.getAndIncrement(), turns.length)];
    }
}
