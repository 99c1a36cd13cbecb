// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.kubernetes.Loop.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one state of the origin out of the states of a feed's reflectors, tells the model, and writes one log line for each change:
 * lost when any of them is, resumed when none is. <b>Confined to</b> the loop.
 */
final class OriginHealth {
    private static final Logger LOG = LoggerFactory.getLogger(OriginHealth.class);

    private final InMemoryDiscovery model;
    private final FeedContext context;
    private final String what;
    private final Map<ResourceQuery, Link> links = new LinkedHashMap<>();
    private String loggedHelp = "";
    private Timer reminder = Timer.NONE;
    private boolean isStale;
    private Instant lostAt = Instant.EPOCH;

    private static final class Link {
        private boolean hasState;
        private boolean isLost;
        private Instant confirmedAt = Instant.EPOCH;
        private String reason = "";
        private @Nullable DiscoveryException failure;
    }

    OriginHealth(InMemoryDiscovery model, FeedContext context, String what) {
        this.model = model;
        this.context = context;
        this.what = what;
    }

    /** What is held of this resource is the state of the server. */
    void confirmed(ResourceQuery query) {
        Link link = link(query);
        link.hasState = true;
        link.confirmedAt = context.clock().instant();
        if (!link.isLost && link.failure == null) {
            return;
        }
        link.isLost = false;
        link.failure = null;
        recover();
    }

    /** The resource cannot be read, and something may mend that by itself. */
    void lost(ResourceQuery query, String reason) {
        Link link = link(query);
        if (link.hasState) {
            markLost(link, query.resource().plural() + ": " + reason);
            return;
        }
        if (link.failure != null && link.failure.isPermanent()) {
            return; // stays what has to be mended, whatever else comes on top
        }
        String message = "cannot read " + query + " from " + context.server().url() + ": " + reason + "; trying again";
        report(link, DiscoveryException.transientFailure(message, new IOException(reason)));
    }

    /** The resource cannot be read until somebody helps. */
    void failed(ResourceQuery query, DiscoveryException failure) {
        Link link = link(query);
        report(link, failure);
        if (link.hasState) {
            markLost(link, query.resource().plural() + ": refused");
        }
    }

    void close() {
        reminder.cancel();
    }

    private Link link(ResourceQuery query) {
        return links.computeIfAbsent(query, absent -> new Link());
    }

    private void report(Link link, DiscoveryException failure) {
        if (link.failure != null && Objects.equals(link.failure.getMessage(), failure.getMessage())) {
            return;
        }
        link.failure = failure;
        log(String.valueOf(failure.getMessage()));
        model.failed(failure);
    }

    /** What to apply is logged once, though each resource that is refused asks for the same. */
    private void log(String message) {
        int endOfLine = message.indexOf('\n') + 1;
        String help = message.substring(endOfLine);
        boolean isRepeated = endOfLine > 0 && help.equals(loggedHelp);
        LOG.warn("{}", isRepeated ? message.substring(0, endOfLine) + "(as logged before)" : message);
        loggedHelp = help;
    }

    private void markLost(Link link, String reason) {
        link.isLost = true;
        link.reason = reason;
        if (isStale) {
            return;
        }
        isStale = true;
        lostAt = context.clock().instant();
        LOG.warn(
                "{}: lost {}: {}; going on with the last good state",
                what,
                context.server().url(),
                reason);
        remind();
    }

    private void remind() {
        links.values().stream().filter(link -> link.isLost).findFirst().ifPresent(link -> {
            model.stale(age(), link.reason);
            reminder = context.loop().schedule(context.tuning().stalePeriod().toNanos(), this::remind);
        });
    }

    private Duration age() {
        Instant oldest = lostLinks()
                .map(link -> link.confirmedAt)
                .min(Instant::compareTo)
                .orElse(lostAt);
        return Duration.between(oldest, context.clock().instant());
    }

    private void recover() {
        if (isStale && lostLinks().findAny().isPresent()) {
            return;
        }
        Optional<DiscoveryException> remaining = links.values().stream()
                .map(link -> link.failure)
                .filter(Objects::nonNull)
                .findFirst();
        if (isStale) {
            isStale = false;
            reminder.cancel();
            LOG.info(
                    "{}: resumed {} after {}",
                    what,
                    context.server().url(),
                    Durations.text(Duration.between(lostAt, context.clock().instant())));
        }
        remaining.ifPresentOrElse(model::fresh, model::fresh);
    }

    private Stream<Link> lostLinks() {
        return links.values().stream().filter(link -> link.isLost);
    }
}
