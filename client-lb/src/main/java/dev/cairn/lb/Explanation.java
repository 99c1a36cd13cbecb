// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.Endpoint;
import dev.cairn.lb.internal.source.Freshness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a balancer knows and does at one moment: every endpoint, whether it takes calls and why not. {@code toString()} is a table for
 * people.
 *
 * <p><b>Immutable.</b>
 */
public final class Explanation {
    /** One endpoint. <b>Immutable.</b> */
    public static final class Row {
        private final String text;
        private final List<InetSocketAddress> otherAddresses;
        private final InetSocketAddress address;
        private final Endpoint endpoint;
        private final int inFlight;
        private final int limit;
        private final long picks;
        private final long failures;
        private final Duration latency;
        private final double successRate;
        private final String excludedBecause;
        private final double slowStart;

        private Row(TrackedEndpoint tracked, String excludedBecause, long nowNanos) {
            text = tracked.text();
            otherAddresses = tracked.otherAddresses();
            address = tracked.address();
            endpoint = tracked.endpoint();
            inFlight = tracked.inFlight();
            limit = tracked.conduct().limit();
            picks = tracked.picks();
            failures = tracked.conduct().failures();
            latency = Duration.ofNanos((long) tracked.conduct().latencyNanos());
            successRate = tracked.conduct().successEwma();
            this.excludedBecause = excludedBecause;
            slowStart = tracked.conduct().rampProgress(nowNanos);
        }

        private static String whyExcluded(TrackedEndpoint tracked, Router router, long nowNanos) {
            String exclusion = router.exclusion(tracked);
            if (!exclusion.isEmpty()) {
                return exclusion;
            }
            if (!tracked.endpoint().isReady()) {
                return tracked.endpoint().isDraining() ? "draining" : "not ready";
            }
            if (!tracked.conduct().isEjected() && tracked.isUnwell()) {
                return tracked.unwellBecause();
            }
            if (!tracked.conduct().isEjected()) {
                return "on another node, and internalTrafficPolicy is Local";
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(
                    Math.max(0, tracked.conduct().ejection().probeDueNanos() - nowNanos) + 999_999_999);
            return "ejected for " + seconds + " s more, "
                    + tracked.conduct().ejection().reason();
        }

        /** Address and port. */
        public InetSocketAddress address() {
            return address;
        }

        /** Where the same pod could be called, too; mostly empty. */
        public List<InetSocketAddress> otherAddresses() {
            return otherAddresses;
        }

        /** What discovery says of it. */
        public Endpoint endpoint() {
            return endpoint;
        }

        /** Picks without outcome yet. */
        public int inFlight() {
            return inFlight;
        }

        /** Picks without outcome that it bears; others are preferred from then on. Empty when there is no limit. */
        public OptionalInt concurrencyLimit() {
            return limit == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(limit);
        }

        private String load() {
            return limit == Integer.MAX_VALUE ? Integer.toString(inFlight) : inFlight + " of " + limit;
        }

        /** Picks ever. */
        public long picks() {
            return picks;
        }

        /** Picks that ended against it. */
        public long failures() {
            return failures;
        }

        /** Peak EWMA of what its calls took; zero when none has shown it yet. */
        public Duration latency() {
            return latency;
        }

        /** The part of its calls that succeed, 0.05 to 1, the last twenty or so counting most. */
        public double successRate() {
            return successRate;
        }

        /** How far its slow start has come, 0 to 1; 1 when it is in none. */
        public double slowStart() {
            return slowStart;
        }

        /** Why it takes no calls; empty when it does. */
        public Optional<String> excludedBecause() {
            return excludedBecause.isEmpty() ? Optional.empty() : Optional.of(excludedBecause);
        }

        private String where() {
            StringBuilder where = new StringBuilder(text);
            otherAddresses.forEach(other -> where.append(", ").append(TrackedEndpoint.text(other)));
            return where.toString();
        }

        private String state() {
            if (endpoint.isReady() && slowStart < 1) {
                return String.format(Locale.ROOT, "starts, %.0f %%", 100 * slowStart);
            }
            return endpoint.isReady() ? "ready" : endpoint.isDraining() ? "draining" : "not ready";
        }
    }

    private final Target target;
    private final String policy;
    private final long calls;
    private final long retries;
    private final String origin;
    private final Duration age;
    private final String lastError;
    private final String noneBecause;
    private final boolean panic;
    private final String preference;
    private final String subset;
    private final List<Row> rows;

    private Explanation(Target target, String policy, Retries retries, Router router, long nowNanos) {
        Routes routes = router.routes();
        Freshness freshness = routes.view().freshness();
        this.target = target;
        this.policy = policy;
        this.calls = retries.calls();
        this.retries = retries.granted();
        origin = freshness.origin();
        age = BalancerStats.age(freshness, nowNanos);
        lastError = freshness.lastError();
        NoEndpointException none = routes.none();
        noneBecause = none == null ? "" : String.valueOf(none.getMessage());
        Set<TrackedEndpoint> candidates = new HashSet<>(Arrays.asList(routes.candidates()));
        Set<TrackedEndpoint> spared = new HashSet<>(routes.spared());
        panic = routes.isPanic();
        preference = Nearness.describe(routes.spread(), routes.nearShare());
        subset = router.subsetText();
        Subset left = router.subset();
        long pickNanos = router.clock().nanos();
        rows = routes.all().stream()
                .map(endpoint -> new Row(
                        endpoint,
                        left.leavesOut(endpoint)
                                ? "not in this client's subset"
                                : spared.contains(endpoint)
                                        ? "farther away"
                                        : candidates.contains(endpoint)
                                                ? ""
                                                : Row.whyExcluded(endpoint, router, pickNanos),
                        pickNanos))
                .toList();
    }

    static Explanation of(Target target, String policy, Retries retries, Router router, long nowNanos) {
        return new Explanation(target, policy, retries, router, nowNanos);
    }

    /** What is called. */
    public Target target() {
        return target;
    }

    /** The name of the policy. */
    public String policy() {
        return policy;
    }

    /** Calls ever begun; a pick without a call is none. */
    public long calls() {
        return calls;
    }

    /** Attempts that calls made beyond their first. */
    public long retries() {
        return retries;
    }

    /** Where the endpoints were read. */
    public String origin() {
        return origin;
    }

    /** How long the set has not been confirmed; zero while the source is told of every change. */
    public Duration age() {
        return age;
    }

    /** What is wrong with the source; empty when nothing is. */
    public Optional<String> lastError() {
        return lastError.isEmpty() ? Optional.empty() : Optional.of(lastError);
    }

    /** Why there is no endpoint to call; empty when there is one. */
    public Optional<String> noneBecause() {
        return noneBecause.isEmpty() ? Optional.empty() : Optional.of(noneBecause);
    }

    /** Whether so many ready endpoints are ejected that all of them take calls nevertheless. */
    public boolean isPanic() {
        return panic;
    }

    /** Which endpoints are preferred for being near, why, and what part of the calls they get; empty when none are. */
    public Optional<String> preference() {
        return preference.isEmpty() ? Optional.empty() : Optional.of(preference);
    }

    /** How many of the endpoints this client calls, and why those; empty when it calls all. */
    public Optional<String> subset() {
        return subset.isEmpty() ? Optional.empty() : Optional.of(subset);
    }

    /** All endpoints that discovery knows, those that take no calls among them. */
    public List<Row> rows() {
        return rows;
    }

    @Override
    public String toString() {
        TextTable table = new TextTable(
                "ADDRESS", "POD", "ZONE", "STATE", "IN FLIGHT", "PICKS", "FAILURES", "LATENCY", "SUCCESS", "EXCLUDED");
        for (Row row : rows) {
            table.row(
                    row.where(),
                    row.endpoint.podName().orElse("-"),
                    row.endpoint.zone().orElse("-"),
                    row.state(),
                    row.load(),
                    Long.toString(row.picks),
                    Long.toString(row.failures),
                    row.latency.isZero() ? "-" : String.format(Locale.ROOT, "%.1f ms", row.latency.toNanos() / 1e6),
                    String.format(Locale.ROOT, "%.0f %%", 100 * row.successRate),
                    row.excludedBecause.isEmpty() ? "-" : row.excludedBecause);
        }
        String freshness =
                age.isZero() ? "live" : String.format(Locale.ROOT, "confirmed %.1f s ago", age.toMillis() / 1000.0);
        return target + "  policy " + policy + "  source " + origin + " (" + freshness + ")  calls " + calls
                + ", retries "
                + retries + "\n"
                + (lastError.isEmpty() ? "" : "last error: " + lastError + "\n")
                + (noneBecause.isEmpty() ? "" : noneBecause + "\n")
                + (subset.isEmpty() ? "" : "subset: " + subset + "\n")
                + (preference.isEmpty() ? "" : "near: " + preference + "\n")
                + (panic ? "panic: too many are ejected, so all take calls\n" : "") + table;
    }
}
