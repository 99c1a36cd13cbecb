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
import java.util.Set;

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
        private final InetSocketAddress address;
        private final Endpoint endpoint;
        private final int inFlight;
        private final long picks;
        private final long failures;
        private final String excludedBecause;

        private Row(TrackedEndpoint tracked, boolean isCandidate) {
            text = tracked.text();
            address = tracked.address();
            endpoint = tracked.endpoint();
            inFlight = tracked.inFlight();
            picks = tracked.picks();
            failures = tracked.failures();
            excludedBecause = isCandidate ? "" : endpoint.isDraining() ? "draining" : "not ready";
        }

        /** Address and port. */
        public InetSocketAddress address() {
            return address;
        }

        /** What discovery says of it. */
        public Endpoint endpoint() {
            return endpoint;
        }

        /** Picks without outcome yet. */
        public int inFlight() {
            return inFlight;
        }

        /** Picks ever. */
        public long picks() {
            return picks;
        }

        /** Picks that ended against it. */
        public long failures() {
            return failures;
        }

        /** Why it takes no calls; empty when it does. */
        public Optional<String> excludedBecause() {
            return excludedBecause.isEmpty() ? Optional.empty() : Optional.of(excludedBecause);
        }

        private String state() {
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
    private final List<Row> rows;

    private Explanation(Target target, String policy, Retries retries, Routes routes, long nowNanos) {
        Freshness freshness = routes.view().freshness();
        this.target = target;
        this.policy = policy;
        this.calls = retries.calls();
        this.retries = retries.granted();
        origin = freshness.origin();
        age = freshness.isLive() ? Duration.ZERO : Duration.ofNanos(nowNanos - freshness.confirmedAtNanos());
        lastError = freshness.lastError();
        NoEndpointException none = routes.none();
        noneBecause = none == null ? "" : String.valueOf(none.getMessage());
        Set<TrackedEndpoint> candidates = new HashSet<>(Arrays.asList(routes.candidates()));
        rows = routes.all().stream()
                .map(endpoint -> new Row(endpoint, candidates.contains(endpoint)))
                .toList();
    }

    static Explanation of(Target target, String policy, Retries retries, Routes routes, long nowNanos) {
        return new Explanation(target, policy, retries, routes, nowNanos);
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

    /** All endpoints that discovery knows, those that take no calls among them. */
    public List<Row> rows() {
        return rows;
    }

    @Override
    public String toString() {
        TextTable table =
                new TextTable("ADDRESS", "POD", "ZONE", "STATE", "IN FLIGHT", "PICKS", "FAILURES", "EXCLUDED");
        for (Row row : rows) {
            table.row(
                    row.text,
                    row.endpoint.podName().orElse("-"),
                    row.endpoint.zone().orElse("-"),
                    row.state(),
                    Integer.toString(row.inFlight),
                    Long.toString(row.picks),
                    Long.toString(row.failures),
                    row.excludedBecause.isEmpty() ? "-" : row.excludedBecause);
        }
        String freshness =
                age.isZero() ? "live" : String.format(Locale.ROOT, "confirmed %.1f s ago", age.toMillis() / 1000.0);
        return target + "  policy " + policy + "  source " + origin + " (" + freshness + ")  calls " + calls
                + ", retries "
                + retries + "\n"
                + (lastError.isEmpty() ? "" : "last error: " + lastError + "\n")
                + (noneBecause.isEmpty() ? "" : noneBecause + "\n") + table;
    }
}
