// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import dev.cairn.lb.simulation.Server.Behaviour;
import dev.cairn.lb.simulation.Server.Work;
import java.util.SplittableRandom;

/** What servers do with requests. Times are milliseconds. */
public final class Behaviours {
    private static final double MILLIS = VirtualTime.MILLISECOND;
    private static final double FAILS_IN = 1 * MILLIS;

    private Behaviours() {}

    /** Always the same time. */
    public static Behaviour constant(double millis) {
        return random -> Work.answer(millis * MILLIS);
    }

    /** Normally distributed. */
    public static Behaviour normal(double mean, double deviation) {
        return random -> Work.answer(Math.max(0, mean + deviation * gaussian(random)) * MILLIS);
    }

    /** Lognormally distributed. */
    public static Behaviour lognormal(double median, double sigma) {
        return random -> Work.answer(median * Math.exp(sigma * gaussian(random)) * MILLIS);
    }

    /** Exponentially distributed. */
    public static Behaviour exponential(double mean) {
        return random -> Work.answer(-mean * Math.log(1 - random.nextDouble()) * MILLIS);
    }

    /** Fails at once, with this probability; else as the other. */
    public static Behaviour failing(double probability, Behaviour otherwise) {
        return random -> random.nextDouble() < probability ? Work.failure(FAILS_IN) : otherwise.work(random);
    }

    /** Fails after the time, as when a client gives up waiting. */
    public static Behaviour timingOut(double millis) {
        return random -> Work.failure(millis * MILLIS);
    }

    // two uniform numbers, whatever the distribution, so that each request has the same ones under every policy
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
