// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.Freshness;
import java.time.Duration;

/**
 * The figures of a balancer at one moment, for metrics; {@link Explanation} has each endpoint.
 *
 * <p><b>Immutable.</b>
 */
public final class BalancerStats {
    private final int ready;
    private final int ejected;
    private final int draining;
    private final int notReady;
    private final boolean panic;
    private final Duration age;
    private final long picks;
    private final long calls;
    private final long retries;
    private final long hedges;
    private final double retryBalance;

    BalancerStats(Router router, Retries retries, long nowNanos) {
        Routes routes = router.routes();
        int[] counts = new int[4];
        for (TrackedEndpoint one : routes.all()) {
            boolean isEjected = one.endpoint().isReady() && one.conduct().isEjected();
            counts[isEjected ? 1 : one.endpoint().isReady() ? 0 : one.endpoint().isDraining() ? 2 : 3]++;
        }
        ready = counts[0];
        ejected = counts[1];
        draining = counts[2];
        notReady = counts[3];
        panic = routes.isPanic();
        age = age(routes.view().freshness(), nowNanos);
        picks = router.picks();
        calls = retries.calls();
        this.retries = retries.granted();
        hedges = retries.hedging().granted();
        retryBalance = retries.balance();
    }

    static Duration age(Freshness freshness, long nowNanos) {
        return freshness.isLive() ? Duration.ZERO : Duration.ofNanos(nowNanos - freshness.confirmedAtNanos());
    }

    /** Ready endpoints that aren't ejected. */
    public int ready() {
        return ready;
    }

    /** Ready endpoints that are ejected. */
    public int ejected() {
        return ejected;
    }

    /** Endpoints that terminate and still serve. */
    public int draining() {
        return draining;
    }

    /** Endpoints that are neither ready nor draining. */
    public int notReady() {
        return notReady;
    }

    /** Whether so many are ejected that all of them take calls. */
    public boolean isPanic() {
        return panic;
    }

    /** How long the endpoints have not been confirmed; zero while the source is told of every change. */
    public Duration age() {
        return age;
    }

    /** Picks ever, those of calls among them. */
    public long picks() {
        return picks;
    }

    /** Calls ever begun. */
    public long calls() {
        return calls;
    }

    /** Attempts ever made because another one failed. */
    public long retries() {
        return retries;
    }

    /** Attempts ever made beside another one that took long. */
    public long hedges() {
        return hedges;
    }

    /** How many retries the budget would grant now. */
    public double retryBalance() {
        return retryBalance;
    }
}
