// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The policies that come with the library. <b>Thread-safe.</b> */
public final class Policies {
    private Policies() {}

    /**
     * The cheaper one of two that are drawn at random, where the cost is latency × (calls in flight + 1) ÷ success²; the latency is a
     * peak EWMA, which rises with one slow answer and fades in ten seconds (Finagle's and Linkerd's measure). The default.
     */
    public static Policy peakEwma() {
        return peakEwma(ThreadRandom.INSTANCE);
    }

    /** As {@link #peakEwma()}, with a generator that is safe to share between threads. */
    public static Policy peakEwma(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return named("p2c-peak-ewma", candidates -> new TwoChoices(candidates, random, new PeakEwmaCost()));
    }

    /**
     * The one with fewer calls in flight of two that are drawn at random (Mitzenmacher, The Power of Two Choices in Randomized Load
     * Balancing, 2001).
     */
    public static Policy leastRequest() {
        return leastRequest(ThreadRandom.INSTANCE);
    }

    /** As {@link #leastRequest()}, with a generator that is safe to share between threads. */
    public static Policy leastRequest(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return named("p2c-least-request", candidates -> new TwoChoices(candidates, random, new LeastRequest()));
    }

    /** One after the other, from a random one on. */
    public static Policy roundRobin() {
        return roundRobin(ThreadRandom.INSTANCE);
    }

    /** As {@link #roundRobin()}, with a generator that is safe to share between threads. */
    public static Policy roundRobin(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return named("round-robin", candidates -> new RoundRobin(candidates, Schedule.even(candidates.length), random));
    }

    /**
     * One after the other, each as often as its {@linkplain dev.cairn.discovery.Endpoint#weight() weight} says and as evenly spaced as
     * can be, from a random one on.
     */
    public static Policy weightedRoundRobin() {
        return weightedRoundRobin(ThreadRandom.INSTANCE);
    }

    /** As {@link #weightedRoundRobin()}, with a generator that is safe to share between threads. */
    public static Policy weightedRoundRobin(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return named(
                "weighted-round-robin",
                candidates -> new RoundRobin(candidates, Schedule.byWeight(candidates), random));
    }

    /**
     * Always the same one, as long as it takes calls; which one is drawn at random for each policy, so that clients differ. For services
     * where one endpoint at a time does the work.
     */
    public static Policy pickFirst() {
        return pickFirst(ThreadRandom.INSTANCE);
    }

    /** As {@link #pickFirst()}, with a generator that is asked once. */
    public static Policy pickFirst(RandomGenerator random) {
        long seed = Objects.requireNonNull(random, "random").nextLong();
        return named("pick-first", candidates -> new PickFirst(candidates, seed));
    }

    /** Any one, with equal probability. */
    public static Policy random() {
        return random(ThreadRandom.INSTANCE);
    }

    /** As {@link #random()}, with a generator that is safe to share between threads. */
    public static Policy random(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return named("random", candidates -> new RandomChoice(candidates, random));
    }

    private static Policy named(String name, Function<Candidate[], Picker> pickers) {
        return new Policy() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Picker newPicker(List<Candidate> candidates) {
                return pickers.apply(candidates.toArray(new Candidate[0]));
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
