// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.TrafficPolicy;
import dev.cairn.lb.internal.health.Answers;
import dev.cairn.lb.internal.source.ServiceRules;
import dev.cairn.lb.internal.zone.GroupLatency;
import dev.cairn.lb.internal.zone.Locality;
import dev.cairn.lb.internal.zone.NearFirst;
import dev.cairn.lb.internal.zone.OwnLocality;
import dev.cairn.lb.internal.zone.Preference;
import dev.cairn.lb.internal.zone.Spill;
import dev.cairn.lb.internal.zone.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which endpoints of one target are near, whether others may be called at all, and how slow the near ones are. <b>Thread-safe.</b>
 */
final class Nearness {
    private static final Logger LOG = LoggerFactory.getLogger(Nearness.class);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_COMPARED = 64;

    private final Target target;
    private final OwnLocality own;
    private final boolean zoneAware;
    private final ReentrantLock looking = new ReentrantLock();
    // under the lock
    private final Spill spill = new Spill();
    private final GroupLatency nearLatency = new GroupLatency();
    private final GroupLatency farLatency = new GroupLatency();
    private TrackedEndpoint[] compared = {}; // since the last look, the near ones first
    private int comparedNear;
    private volatile double spilled;
    private volatile long nextLookNanos;
    // confined to the thread that rebuilds
    private boolean warned;
    private String told = "";

    Nearness(Target target, OwnLocality own, boolean zoneAware) {
        this.target = target;
        this.own = own;
        this.zoneAware = zoneAware;
    }

    /** Of a caller that doesn't know where it is. */
    static Nearness unknown(Target target) {
        return new Nearness(target, new OwnLocality(Locality.UNKNOWN, Map.of(), Set.of()), false);
    }

    // ---- when the set changes ----

    /** Those that the Service lets this caller use: with {@code internalTrafficPolicy: Local} those of the own node only. */
    List<TrackedEndpoint> allowed(List<TrackedEndpoint> all, ServiceRules rules) {
        if (rules.internalTrafficPolicy() != TrafficPolicy.LOCAL) {
            return all;
        }
        String node = own.locality().node();
        if (!node.isEmpty()) {
            return all.stream().filter(endpoint -> isOn(node, endpoint)).toList();
        }
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{}: internalTrafficPolicy is Local and this process doesn't know its node, so endpoints of all nodes are called;"
                            + " set {} by the downward API (spec.nodeName)",
                    target,
                    OwnLocality.NODE_VARIABLE);
        }
        return all;
    }

    private static boolean isOn(String node, TrackedEndpoint endpoint) {
        return endpoint.endpoint().nodeName().filter(node::equals).isPresent();
    }

    /** Why no endpoint may be called. */
    String noneAllowed(int onThisNode, int all) {
        String which = onThisNode == 0
                ? "none of its " + all + " endpoints is on this node, "
                : "none of its " + onThisNode + " endpoints is ready on this node, ";
        return which + own.locality().node() + ", and its internalTrafficPolicy is Local";
    }

    /** How calls are spread over those that take calls; puts them in the order of groups. */
    Spread spread(List<TrackedEndpoint> candidates, List<TrackedEndpoint> ejected, ServiceRules rules) {
        // when all are drained, or so many are ejected that all take calls, none is to be preferred
        boolean isUsual = candidates.stream()
                .allMatch(endpoint -> endpoint.endpoint().isReady()
                        && !endpoint.isUnwell()
                        && !endpoint.conduct().isEjected());
        if (!isUsual) {
            return Spread.EVEN;
        }
        List<Endpoint> ready = Stream.concat(candidates.stream(), ejected.stream())
                .map(TrackedEndpoint::endpoint)
                .toList();
        Preference preference = Preference.of(ready, own.locality(), rules.trafficDistribution(), zoneAware);
        return Spread.over(candidates, ejected, preference, TrackedEndpoint::endpoint);
    }

    /** Begins to use that picker. */
    void begin(NearFirst picker) {
        picker.spill(spilled);
    }

    /** Logs who is preferred, when that is others than before or they can't take all calls any more. */
    void tell(Spread spread) {
        double share = spread.isEven() ? 1 : spread.groups().get(0).share();
        String now = spread.reason() + (share < 1 ? ", not all" : "");
        if (!now.equals(told)) {
            told = now;
            LOG.info("{}: {}", target, spread.isEven() ? "no endpoints are preferred" : describe(spread, share));
        }
    }

    // ---- while calls go on ----

    /** Compares what near and far endpoints take, once a second. */
    void review(NearFirst picker, TrackedEndpoint[] candidates, int nearSize, long nowNanos) {
        if (nowNanos < nextLookNanos || !looking.tryLock()) {
            return;
        }
        try {
            nextLookNanos = nowNanos + LOOK_NANOS;
            Answers near = answers(compared, 0, comparedNear);
            Answers far = answers(compared, comparedNear, compared.length);
            spill.look(
                    nearLatency.logMean(near.count(), near.nanos(), nowNanos),
                    farLatency.logMean(far.count(), far.nanos(), nowNanos));
            spilled(picker, spill.part());
            if (compared != candidates) {
                compare(candidates, nearSize);
            }
        } finally {
            looking.unlock();
        }
    }

    private void compare(TrackedEndpoint[] candidates, int nearSize) {
        compared = candidates;
        comparedNear = nearSize;
        Answers near = answers(candidates, 0, nearSize);
        Answers far = answers(candidates, nearSize, candidates.length);
        nearLatency.restart(near.count(), near.nanos());
        farLatency.restart(far.count(), far.nanos());
    }

    private void spilled(NearFirst picker, double now) {
        if ((now > 0) != (spilled > 0)) {
            LOG.info(
                    "{}: {}",
                    target,
                    now > 0 ? "near endpoints are slow, so some calls go further" : "all calls stay near again");
        }
        spilled = now;
        picker.spill(now);
    }

    private static Answers answers(TrackedEndpoint[] candidates, int from, int to) {
        int step = Math.max(1, (to - from) / MAX_COMPARED);
        Answers sum = Answers.NONE;
        for (int i = from; i < to; i += step) {
            sum = sum.plus(candidates[i].conduct().answers());
        }
        return sum;
    }

    /** What is preferred, and how much of the calls it gets, for people. */
    static String describe(Spread spread, double nearShare) {
        if (spread.isEven()) {
            return "";
        }
        int all = spread.groups().stream().mapToInt(Spread.Group::size).sum();
        return String.format(
                Locale.ROOT,
                "%s: %d of %d endpoints take %.0f %% of the calls",
                spread.reason(),
                spread.groups().get(0).size(),
                all,
                100 * nearShare);
    }
}
