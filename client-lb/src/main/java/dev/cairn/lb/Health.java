// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.BalancerEvent.EjectionCause;
import dev.cairn.lb.internal.health.Ejection;
import dev.cairn.lb.internal.health.Gradient;
import dev.cairn.lb.internal.health.Tally;
import dev.cairn.lb.policy.LoadReport;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the endpoints of one balancer by how their peers do: who is ejected, who comes back, and who begins slowly.
 * <b>Thread-safe.</b>
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private static final int LONG_SECONDS = 10;
    private static final int SHORT_SECONDS = 2;
    private static final double JITTER = 0.2;
    private static final double LEAST_SHARE = 0.1; // of a full one, when a slow start begins
    private static final int RETURN_IS_FASTER = 3; // the slow start of one that was ejected, than that of a new one

    private final Router router;
    private final OutlierDetection detection;
    private final @Nullable ConcurrencyLimit limit;
    private final RandomGenerator random;
    private final long slowStartNanos;
    private final PickClock clock;
    private final ReentrantLock ejecting = new ReentrantLock();

    Health(Router router, HealthOptions options, PickClock clock) {
        this.router = router;
        this.clock = clock;
        detection = options.detection();
        limit = options.limit();
        random = options.random();
        slowStartNanos = options.slowStart().toNanos();
    }

    PickClock clock() {
        return clock;
    }

    Ejection newEjection() {
        return new Ejection(
                detection.baseEjectionTime().toNanos(),
                detection.maxEjectionTime().toNanos());
    }

    /** Null when there is no limit to learn. */
    @Nullable
    Gradient newGradient() {
        return limit == null ? null : new Gradient(limit.initial(), limit.min(), limit.max(), limit.tolerance());
    }

    /** An endpoint could not be reached, so what is known may be old. */
    void suspect() {
        router.suspect();
    }

    /** Calls to the endpoint go to another one of its addresses from now on. */
    void turned(InetSocketAddress former, TrackedEndpoint endpoint) {
        LOG.info(
                "{}: {} can't be connected to; its pod is called at {} from now on",
                router,
                TrackedEndpoint.text(former),
                endpoint.text());
    }

    /** A call that is timed begins at some endpoint. */
    void callBegins(long nowNanos) {
        router.review(nowNanos);
    }

    /** An endpoint has told its load. */
    void reported(TrackedEndpoint endpoint, LoadReport report) {
        router.routes().reported(endpoint, report);
    }

    /** A call failed at the endpoint, be it the probe of one that is ejected. */
    void failed(TrackedEndpoint endpoint, boolean isProbe) {
        if (isProbe) {
            endpoint.conduct().eject("it failed its probe", jitter());
            router.routes().probesChanged();
            LOG.info("{}: {} stays ejected for {}, it failed its probe", router, endpoint.text(), duration(endpoint));
            router.events().probed(endpoint, false);
            return;
        }
        if (endpoint.conduct().isEjected()) {
            return;
        }
        Grounds grounds = groundsToEject(endpoint);
        if (grounds != null && eject(endpoint, grounds.detail())) {
            LOG.warn("{}: {} is ejected for {}, {}", router, endpoint.text(), duration(endpoint), grounds.detail());
            router.reconsider();
            router.events().ejected(endpoint, grounds.cause(), grounds.detail());
        }
    }

    /** A probe ended in a way that says nothing. */
    void probeToldNothing() {
        router.routes().probesChanged();
    }

    /** An ejected endpoint answered its probe. */
    void recovered(TrackedEndpoint endpoint) {
        if (endpoint.conduct().forgive()) {
            endpoint.conduct().ramp(slowStartNanos / RETURN_IS_FASTER);
            LOG.info("{}: {} answered its probe and takes calls again", router, endpoint.text());
            router.reconsider();
            router.events().probed(endpoint, true);
            router.events().returned(endpoint);
        }
    }

    /** An endpoint that was not ready is so now: what it did before is another life. */
    void renewed(TrackedEndpoint endpoint) {
        endpoint.conduct().forgive();
        endpoint.conduct().ramp(slowStartNanos);
    }

    /** An endpoint is new among others that have been there. */
    void joined(TrackedEndpoint endpoint) {
        endpoint.conduct().ramp(slowStartNanos);
    }

    /** Whether an endpoint in its slow start takes this call; true for any other one. */
    boolean accepts(TrackedEndpoint endpoint, long nowNanos) {
        double progress = endpoint.conduct().rampProgress(nowNanos);
        return progress >= 1 || random.nextDouble() < Math.max(LEAST_SHARE, progress);
    }

    private record Grounds(EjectionCause cause, String detail) {}

    private @Nullable Grounds groundsToEject(TrackedEndpoint endpoint) {
        if (detection.maxEjectionPercent() == 0) {
            return null;
        }
        int inRow = endpoint.conduct().failuresInRow();
        if (inRow > 0
                && inRow % detection.consecutiveFailures() == 0
                && peers(endpoint, SHORT_SECONDS).areWell()) {
            return new Grounds(EjectionCause.CONSECUTIVE_FAILURES, inRow + " calls in a row failed");
        }
        // a short time shows a change soon, a long one also what few calls meet; peers are judged by the same time
        for (int seconds : new int[] {SHORT_SECONDS, LONG_SECONDS}) {
            Tally own = endpoint.conduct().lately(seconds);
            if (own.ended() >= detection.requestVolume() && own.successRate() < detection.minSuccessRate()) {
                Peers peers = peers(endpoint, seconds);
                if (peers.areBetterThan(own)) {
                    return new Grounds(EjectionCause.SUCCESS_RATE, describe(own, peers));
                }
            }
        }
        return null;
    }

    private Peers peers(TrackedEndpoint endpoint, int seconds) {
        TrackedEndpoint[] candidates = router.routes().candidates();
        return Peers.of(endpoint, candidates, random.nextInt(candidates.length + 1), seconds);
    }

    private static String describe(Tally own, Peers peers) {
        return String.format(
                Locale.ROOT,
                "%d of its last %d calls failed while its peers succeed at %.0f %%",
                own.failed(),
                own.ended(),
                100 * peers.medianSuccessRate());
    }

    /** Ejects it unless too many are. */
    private boolean eject(TrackedEndpoint endpoint, String reason) {
        ejecting.lock();
        try {
            int ready = 0;
            int ejected = 0;
            for (TrackedEndpoint one : router.subset().within(router.routes().all())) {
                if (one.endpoint().isReady()) {
                    ready++;
                    ejected += one.conduct().isEjected() || one.isUnwell() ? 1 : 0;
                }
            }
            if (endpoint.conduct().isEjected()
                    || (ejected + 1) * 100L > (long) ready * detection.maxEjectionPercent()) {
                return false;
            }
            endpoint.conduct().eject(reason, jitter());
            return true;
        } finally {
            ejecting.unlock();
        }
    }

    private double jitter() {
        return 1 - JITTER + 2 * JITTER * random.nextDouble();
    }

    private static String duration(TrackedEndpoint endpoint) {
        return TimeUnit.NANOSECONDS.toSeconds(endpoint.conduct().ejection().durationNanos()) + " s";
    }
}
