// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.kubernetes.ApiServer.Connections;
import dev.cairn.discovery.kubernetes.Loop.Timer;
import dev.cairn.discovery.kubernetes.read.ApiStatus;
import dev.cairn.discovery.kubernetes.read.EventReader;
import dev.cairn.discovery.kubernetes.read.Interner;
import dev.cairn.discovery.kubernetes.read.ListReader;
import dev.cairn.discovery.kubernetes.read.MalformedObjectException;
import dev.cairn.discovery.kubernetes.read.Metadata;
import dev.cairn.discovery.kubernetes.read.ObjectReader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one resource of the model as it is on the server: lists, watches, resumes a watch that ended, lists again when the server no
 * longer knows what happened since. Never gives up.
 *
 * <p>A list is a streaming one where the server offers that, else one in pages. <b>Confined to</b> the loop.
 */
final class Reflector<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    // A server may show an old state for a moment. One that insists has been restored from a backup.
    private static final int MAX_OLDER_LISTS = 5;
    private static final long MAX_RETRY_AFTER_SECONDS = 300;
    private static final Duration LIFETIME_MARGIN = Duration.ofSeconds(30);
    private static final Duration PAGE_LIFETIME = Duration.ofMinutes(5);

    private final ResourceQuery query;
    private final ApiServer server;
    private final Connections connections;
    private final Loop loop;
    private final Tuning tuning;
    private final RandomGenerator random;
    private final ReflectorListener listener;
    private final KnownObjects<T> known;
    private final ListReader<T> listReader;
    private final EventReader<T> eventReader;
    private final Backoff backoff;
    private final UnreadableLog unreadable;

    private @Nullable Run run;
    private Timer retry = Timer.NONE;
    private Timer watchdog = Timer.NONE;
    private Timer confirmation = Timer.NONE;
    /** Where a watch resumes; empty when everything has to be listed. */
    private String version = "";
    /** The newest state seen, which no list may be older than. */
    private String newest = "";

    private int olderLists;
    private boolean isListing;
    private boolean isAccepted;
    private boolean isClosed;
    private long runStartNanos;
    private long lastBytesNanos;
    private long readBytes;
    /** When the server last sent something; the beginning, while it has not. Read by other threads. */
    private volatile long heardNanos = System.nanoTime();

    Reflector(
            ResourceQuery query,
            ObjectReader<T> reader,
            Mirror<T> mirror,
            Interner interner,
            FeedContext context,
            ReflectorListener listener) {
        this.query = query;
        this.server = context.server();
        this.connections = context.connections();
        this.loop = context.loop();
        this.tuning = context.tuning();
        this.random = context.random();
        this.listener = listener;
        this.known = new KnownObjects<>(mirror);
        this.listReader = new ListReader<>(reader, interner);
        this.eventReader = new EventReader<>(reader, interner);
        this.backoff = new Backoff(tuning.backoffBase(), tuning.backoffCap(), random);
        this.unreadable = new UnreadableLog(query.toString());
    }

    ResourceQuery query() {
        return query;
    }

    /** How many objects are held. */
    int size() {
        return known.size();
    }

    /** How many bytes have come in. */
    long readBytes() {
        return readBytes;
    }

    /** How long nothing has come; on any thread. */
    long silenceNanos() {
        return System.nanoTime() - heardNanos;
    }

    void start() {
        next();
    }

    void close() {
        isClosed = true;
        endRun();
        retry.cancel();
    }

    private void next() {
        if (isClosed) {
            return;
        }
        isListing = version.isEmpty();
        isAccepted = false;
        boolean isWatch = !isListing || server.offersStreamingLists();
        if (isListing) {
            known.beginList(olderLists >= MAX_OLDER_LISTS);
        }
        Events events = new Events();
        run = isWatch
                ? new WatchRun<>(this::requestWatch, isListing, eventReader, known, tuning.maxObjectBytes(), events)
                : new ListRun<>(this::requestPage, listReader, known, tuning.maxObjectBytes(), events);
        runStartNanos = System.nanoTime();
        lastBytesNanos = runStartNanos;
        watchdog = loop.schedule(silenceLimit().toNanos(), this::checkSilence);
        run.start();
    }

    private Exchange requestWatch(ResponseHandler handler) {
        long shortest = tuning.watchLifetime().toSeconds();
        long lifetime = shortest + random.nextLong(shortest + 1);
        String path = isListing ? query.streamingListPath(lifetime) : query.watchPath(version, lifetime);
        return server.get(path, connections, Duration.ofSeconds(lifetime).plus(LIFETIME_MARGIN), handler);
    }

    private Exchange requestPage(String continueToken, ResponseHandler handler) {
        return server.get(query.pagePath(tuning.pageSize(), continueToken), connections, PAGE_LIFETIME, handler);
    }

    private void endRun() {
        watchdog.cancel();
        confirmation.cancel();
        if (run != null) {
            run.cancel();
            run = null;
        }
    }

    private void retryAfter(long delayNanos) {
        endRun();
        retry = loop.schedule(delayNanos, this::next);
    }

    private Duration silenceLimit() {
        return isAccepted && !isListing ? tuning.silenceTimeout() : tuning.requestTimeout();
    }

    private void checkSilence() {
        long idleNanos = System.nanoTime() - lastBytesNanos;
        long leftNanos = silenceLimit().toNanos() - idleNanos;
        if (leftNanos > 0) {
            watchdog = loop.schedule(leftNanos, this::checkSilence);
        } else if (!isAccepted || run instanceof ListRun) {
            broken("no answer for " + Durations.text(idleNanos));
        } else if (isListing) {
            fallBackToPages("the streaming list stood still for " + Durations.text(idleNanos));
        } else {
            LOG.info("{}: the watch was silent for {}; asking again", query, Durations.text(idleNanos));
            retryAfter(0);
        }
    }

    private void fallBackToPages(String reason) {
        LOG.info("{}: {}; listing in pages from now on", query, reason);
        server.refusesStreamingLists();
        retryAfter(0);
    }

    private void broken(String reason) {
        listener.onLost(this, reason);
        retryAfter(backoff.nextNanos());
    }

    /** The watch has proved good: the next failure is a first one. */
    private void settled() {
        backoff.reset();
        listener.onConfirmed(this);
    }

    private void awaitSettled() {
        confirmation = loop.schedule(tuning.confirmAfter().toNanos(), this::settled);
    }

    private void relist(String reason) {
        LOG.info("{}: listing everything again: {}", query, reason);
        version = "";
        retryAfter(backoff.nextNanos());
    }

    private void refused(ApiStatus status, long retryAfterSeconds) {
        boolean isWatch = run instanceof WatchRun;
        int code = status.code();
        if (status.isExpired() || status.isFromTheFuture()) {
            relist(status.toString());
        } else if (isWatch && isListing && (code == 400 || code == 422)) {
            fallBackToPages("no streaming lists here (" + status + ")");
        } else if (code == 401 || code == 403 || code == 404) {
            listener.onRefused(this, isWatch ? "watch" : "list", status);
            retryAfter(refusedDelayNanos());
        } else {
            listener.onLost(this, "the server answered " + status);
            long askedSeconds = Math.min(Math.max(0, retryAfterSeconds), MAX_RETRY_AFTER_SECONDS);
            retryAfter(Math.max(backoff.nextNanos(), TimeUnit.SECONDS.toNanos(askedSeconds)));
        }
    }

    /** A server that has just started refuses what it allows a moment later; one that goes on is waiting for somebody. */
    private long refusedDelayNanos() {
        if (!backoff.isAtCap()) {
            return backoff.nextNanos();
        }
        long slowly = tuning.refusedRetry().toNanos();
        return slowly / 2 + random.nextLong(slowly + 1);
    }

    private void listed(String listVersion) {
        boolean isOlder = ResourceVersions.isOlder(listVersion, newest);
        if (isOlder && olderLists < MAX_OLDER_LISTS) {
            olderLists++;
            broken("the server listed resource version " + listVersion + ", older than " + newest);
            return;
        }
        if (isOlder) {
            LOG.warn(
                    "{}: the server is back at resource version {} after {}; following it", query, listVersion, newest);
        }
        olderLists = 0;
        int swept = known.endList();
        LOG.debug("{}: listed {} objects, {} went away, resource version {}", query, known.size(), swept, listVersion);
        version = listVersion;
        newest = listVersion;
        isListing = false;
        listener.onListed(this);
        listener.onConfirmed(this);
        if (run instanceof ListRun) {
            endRun();
            next();
        } else {
            awaitSettled();
        }
    }

    /** What the run under way tells. */
    private final class Events implements RunListener {
        @Override
        public void onProgress(int bytes) {
            readBytes += bytes;
            heardNanos = System.nanoTime();
            lastBytesNanos = System.nanoTime();
        }

        @Override
        public void onAccepted() {
            isAccepted = true;
            lastBytesNanos = System.nanoTime();
            if (!isListing) {
                awaitSettled();
            }
        }

        @Override
        public void onVersion(String resourceVersion) {
            if (!ResourceVersions.isOlder(resourceVersion, newest)) {
                version = resourceVersion;
                newest = resourceVersion;
            }
            listener.onConfirmed(Reflector.this);
        }

        @Override
        public void onListed(String resourceVersion) {
            listed(resourceVersion);
        }

        @Override
        public void onUnreadable(MalformedObjectException failure) {
            unreadable.log(failure.metadata().map(Metadata::name).orElse("an object"), failure.getMessage());
        }

        @Override
        public void onRefused(ApiStatus status, long retryAfterSeconds) {
            refused(status, retryAfterSeconds);
        }

        @Override
        public void onStreamingListIgnored() {
            fallBackToPages("the server does not know streaming lists");
        }

        @Override
        public void onBroken(String reason) {
            broken(reason);
        }

        @Override
        public void onClosed() {
            boolean lasted =
                    System.nanoTime() - runStartNanos >= tuning.confirmAfter().toNanos();
            retryAfter(lasted ? 0 : backoff.nextNanos());
        }
    }
}
