// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

/**
 * The static stride scheduler of gRFC A58: turns go round, and in each round an endpoint takes its turn or lets it pass, so that turns
 * follow the weights and are spread over time. Making one costs a pass over the weights, so it can be made anew each second.
 * <b>Immutable.</b>
 */
public final class Stride {
    private static final int FULL = 65_535; // the weight that takes every turn
    private static final int STAGGER = 32_767; // so that neighbours of one weight let different turns pass

    private final int[] weights;

    /** With these weights; all positive. */
    public Stride(double[] weights) {
        double scale = FULL / DoubleStream.of(weights).max().orElseThrow();
        this.weights = DoubleStream.of(weights)
                .mapToInt(weight -> (int) Math.max(1, Math.round(weight * scale)))
                .toArray();
    }

    /** Whose turn it is; the sequence numbers turns, and may be shared with the stride that follows this one. */
    public int next(AtomicLong sequence) {
        while (true) {
            long turn = sequence.getAndIncrement() & Long.MAX_VALUE;
            int index = (int) (turn % weights.length);
            long round = turn / weights.length;
            long weight = weights[index];
            if ((weight * (round % FULL) + (long) index * STAGGER) % FULL >= FULL - weight) {
                return index;
            }
        }
    }
}
