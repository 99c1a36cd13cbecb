// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.policy;

import java.util.stream.DoubleStream;

/**
 * How many calls an endpoint may have in flight: ⌈factor × all calls in flight, the new one with them, × its share by weight⌉ (Mirrokni,
 * Thorup and Zadimoghaddam, Consistent Hashing with Bounded Loads, 2018). There is always one that is not full.
 *
 * <p>All calls are counted only when the endpoint in question is not idle. Of {@code COUNTED} endpoints and
 * more, the count may be a few picks old, so that its cost per pick stays the same. Threads that pick at once may exceed the bound by one
 * call each.
 */
final class BoundedLoad {
    private static final int COUNTED = 128;

    private final Members members;
    private final double[] shares; // of all calls, times the factor; empty for no bound
    private final int maxAge;
    private int age; // hints, as the next one: a write that is lost to another one does no harm
    private long inFlight;

    BoundedLoad(Members members, double factor) {
        this.members = members;
        double[] weights = members.weights();
        double sum = DoubleStream.of(weights).sum();
        shares = Double.isInfinite(factor)
                ? new double[0]
                : DoubleStream.of(weights).map(weight -> factor * weight / sum).toArray();
        maxAge = weights.length / COUNTED;
        age = maxAge;
    }

    /** Whether the member may have one call more. */
    boolean admits(int member) {
        if (shares.length == 0) {
            return true;
        }
        int own = members.candidate(member).inFlight();
        return own == 0 || own < shares[member] * (inFlight() + 1);
    }

    private long inFlight() {
        int now = age + 1;
        if (now <= maxAge) {
            age = now;
            return inFlight;
        }
        long sum = 0;
        for (int member = 0; member < shares.length; member++) {
            sum += members.candidate(member).inFlight();
        }
        inFlight = sum;
        age = 0;
        return sum;
    }
}
