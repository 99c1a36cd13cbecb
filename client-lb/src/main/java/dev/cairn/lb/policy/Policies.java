// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import dev.cairn.lb.internal.hash.HashRing;
import dev.cairn.lb.internal.hash.MaglevTable;
import dev.cairn.lb.internal.hash.Placement;
import dev.cairn.lb.internal.hash.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The policies that come with the library. <b>Thread-safe.</b> */
public final class Policies {
    private static final double LOAD_FACTOR = 1.25;
    private static final List<Supplier<Policy>> NAMED = List.of(
            Policies::peakEwma,
            Policies::leastRequest,
            Policies::roundRobin,
            Policies::weightedRoundRobin,
            Policies::random,
            Policies::pickFirst);

    private Policies() {}

    /**
     * The policy of this name, such as {@code p2c-peak-ewma}, as configuration files say it.
     *
     * @throws IllegalArgumentException when there is none; the message lists those that there are
     */
    public static Policy byName(String name) {
        List<String> names = new ArrayList<>();
        for (Supplier<Policy> maker : NAMED) {
            Policy policy = maker.get();
            if (policy.name().equals(name)) {
                return policy;
            }
            names.add(policy.name());
        }
        throw new IllegalArgumentException("policy must be one of " + String.join(", ", names) + ", was " + name);
    }

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

    /**
     * The endpoint of the call's key on a ring (Karger and others, 1997), under bounded loads as {@link #maglev()}. For sets where very
     * few keys may move when endpoints come and go; shares differ by a tenth or so.
     */
    public static Policy ringHash() {
        return ringHash(LOAD_FACTOR);
    }

    /** As {@link #ringHash()}, with another bound of loads: 1 or more; infinity for none. */
    public static Policy ringHash(double loadFactor) {
        return hashing("ring-hash", HashRing::new, loadFactor);
    }

    /**
     * The endpoint of the call's {@linkplain PickContext#ofKey(String) key} in a table (Eisenbud and others, Maglev, 2016), the same one
     * in every client that sees the same endpoints; any one for a call without a key. Shares follow the weights closely, and few keys move when
     * endpoints come and go.
     *
     * <p>Loads are bounded: an endpoint that already has 1.25 times its share of the calls in flight is full, and a key goes to its
     * next one meanwhile (Mirrokni, Thorup and Zadimoghaddam, Consistent Hashing with Bounded Loads, 2018). A retry goes to the key's
     * next endpoint as well.
     */
    public static Policy maglev() {
        return maglev(LOAD_FACTOR);
    }

    /** As {@link #maglev()}, with another bound of loads: 1 or more; infinity for none. */
    public static Policy maglev(double loadFactor) {
        return hashing("maglev", MaglevTable::new, loadFactor);
    }

    /**
     * The endpoint that draws the highest number for the call's key (Thaler and Ravishankar, 1998), under bounded loads as {@link
     * #maglev()}. Exact shares, and no key moves but those of the endpoint that comes or goes; for some dozens of endpoints, since each pick
     * asks all.
     */
    public static Policy rendezvous() {
        return rendezvous(LOAD_FACTOR);
    }

    /** As {@link #rendezvous()}, with another bound of loads: 1 or more; infinity for none. */
    public static Policy rendezvous(double loadFactor) {
        return hashing("rendezvous", Rendezvous::new, loadFactor);
    }

    /**
     * One after the other, each as often as its own {@linkplain LoadReport reports} say that it can bear, so that all are equally busy
     * (gRFC A58). In turn, while fewer than two report.
     */
    public static Policy loadReportWeighted() {
        return loadReportWeighted(LoadWeighting.standard());
    }

    /** As {@link #loadReportWeighted()}, with options. */
    public static Policy loadReportWeighted(LoadWeighting weighting) {
        return new LoadWeighted(
                Objects.requireNonNull(weighting, "weighting"), System::nanoTime, ThreadRandom.INSTANCE);
    }

    private static Policy hashing(String name, Placement.Kind kind, double loadFactor) {
        if (!(loadFactor >= 1)) {
            throw new IllegalArgumentException("loadFactor must be 1 or more, was " + loadFactor);
        }
        return named(
                name,
                candidates -> new ConsistentHash(new Members(candidates), kind, loadFactor, ThreadRandom.INSTANCE));
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
