// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * In which order endpoints take their turns.
 *
 * <p>By weight, each endpoint has as many turns as its weight says, as far from one another as can be: turn k of an endpoint of weight w
 * is due at (k + ½) ÷ w, and turns are ordered by that (earliest deadline first, as in the weighted round robin of Envoy). It is
 * computed once for a set of endpoints, so that a pick is one look-up, whatever the weights.
 */
final class Schedule {
    /** Turns in all, unless there are so many endpoints that each needs more. */
    private static final int MAX_TURNS = 4_096;

    private static final int LEAST_TURNS_OF_EACH = 4; // on average

    private record Turn(int index, int number, int of) {
        double due() {
            return (number + 0.5) / of;
        }
    }

    private Schedule() {}

    /** All in turn. */
    static int[] even(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** By the weights that discovery knows; as all in turn when they are equal. */
    static int[] byWeight(Candidate[] candidates) {
        int[] turnsOf = turnsOf(candidates);
        PriorityQueue<Turn> queue =
                new PriorityQueue<>(Comparator.comparingDouble(Turn::due).thenComparingInt(Turn::index));
        for (int index = 0; index < turnsOf.length; index++) {
            queue.add(new Turn(index, 0, turnsOf[index]));
        }
        int[] schedule = new int[IntStream.of(turnsOf).sum()];
        for (int i = 0; i < schedule.length; i++) {
            Turn turn = queue.remove();
            schedule[i] = turn.index();
            if (turn.number() + 1 < turn.of()) {
                queue.add(new Turn(turn.index(), turn.number() + 1, turn.of()));
            }
        }
        return schedule;
    }

    /** Each weight without what all have in common; scaled down when that would be too many turns, to one at least. */
    private static int[] turnsOf(Candidate[] candidates) {
        int[] weights = new int[candidates.length];
        int divisor = 0;
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = candidates[i].endpoint().weight();
            divisor = greatestCommonDivisor(weights[i], divisor);
            sum += weights[i];
        }
        double mostTurns = Math.max(MAX_TURNS, (double) LEAST_TURNS_OF_EACH * weights.length);
        double scale = Math.min(1.0 / divisor, mostTurns / sum);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (int) Math.max(1, Math.round(weights[i] * scale));
        }
        return weights;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
