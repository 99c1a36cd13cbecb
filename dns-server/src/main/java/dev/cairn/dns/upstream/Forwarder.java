// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import dev.cairn.dns.wire.OutgoingQuery;
import dev.cairn.dns.wire.RecordCursor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets answers from a group of name servers.
 *
 * <p>Every question has its answer or its failure within {@link ForwardOptions#DEADLINE}, and at most as many wait as the options allow.
 * Identical questions that wait at the same time are asked once.
 *
 * <p>{@link #ask}, {@link #replace} and {@link #close} are <b>thread-safe</b>; all else is <b>confined to</b> the upstream thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is due after the end does nothing
public final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private static final long WATCH_SECONDS = 5;
    private static final Duration EACH_AGAIN = Duration.ofSeconds(2);

    private record Key(OutgoingQuery query, boolean isStream) {}

    private final UpstreamLoop loop;
    private final ForwardOptions options;
    private final UpstreamEvents events;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Key, PendingQuery> pending = new HashMap<>();
    private volatile @Nullable Future<?> watch;
    private List<Peer> peers = List.of();
    private int turn;
    private boolean closed;

    /**
     * A group of servers.
     *
     * @param upstreams at least one
     * @param loop where everything happens; outlives the forwarder
     */
    public Forwarder(List<Upstream> upstreams, ForwardOptions options, UpstreamLoop loop, UpstreamEvents events) {
        this.options = options;
        this.loop = loop;
        this.events = events;
        replace(upstreams);
    }

    /**
     * Asks the servers. The answer or failure is told on the upstream thread, or on the calling one if that is known at once.
     *
     * @param overStream whether the client uses TCP or the like
     */
    public void ask(OutgoingQuery query, boolean overStream, Answering asker) {
        if (waiting.incrementAndGet() > options.maxConcurrent) {
            events.overloaded();
            fail(asker, Failure.OVERLOADED, "");
            return;
        }
        try {
            loop.events().execute(() -> begin(new Key(query, overStream), asker));
        } catch (RejectedExecutionException e) {
            fail(asker, Failure.CLOSED, "");
        }
    }

    private void begin(Key key, Answering asker) {
        if (closed) {
            fail(asker, Failure.CLOSED, "");
            return;
        }
        PendingQuery same = pending.get(key);
        if (same != null) {
            same.add(asker);
            return;
        }
        PendingQuery query = new PendingQuery(this, key.query(), key.isStream(), order());
        query.add(asker);
        pending.put(key, query);
        query.tryNext();
    }

    private List<Peer> order() {
        if (options.policy == Policy.SEQUENTIAL || peers.size() == 1) {
            return peers;
        }
        List<Peer> order = new ArrayList<>(peers);
        if (options.policy == Policy.RANDOM) {
            Collections.shuffle(order, ThreadLocalRandom.current());
        } else {
            turn = (turn + 1) % order.size();
            Collections.rotate(order, -turn);
        }
        return order;
    }

    /**
     * Sends a query to each server, now and again after 2 s, whatever waits; answers do not matter.
     *
     * @param delay from now on
     * @param done called on the upstream thread 5 s after the first time, unless the forwarder is closed by then
     */
    public void askEach(OutgoingQuery query, Duration delay, Runnable done) {
        try {
            loop.after(delay.toNanos(), () -> askEachNow(query));
            loop.after(delay.plus(EACH_AGAIN).toNanos(), () -> askEachNow(query));
            loop.after(delay.plus(ForwardOptions.DEADLINE).toNanos(), () -> {
                if (!closed) {
                    done.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("asking after the loop has ended", e);
        }
    }

    private void askEachNow(OutgoingQuery query) {
        if (!closed) {
            peers.forEach(peer ->
                    peer.ask(query, peer.isDatagram(false), true, options.readTimeoutNanos, Exchange.Listener.NOBODY));
        }
    }

    /**
     * Reads the sources again each time that one of their files has changed, looking at them every {@value #WATCH_SECONDS} s. Files that
     * cannot be read, or list nothing, are logged and change nothing.
     *
     * @param changed called after each change, on the upstream thread
     */
    public void follow(List<UpstreamSource> sources, Runnable changed) {
        List<Path> files = sources.stream()
                .filter(ResolvConf.class::isInstance)
                .map(source -> ((ResolvConf) source).file())
                .toList();
        if (!files.isEmpty()) {
            watch = new FileWatch(files).start(loop, Duration.ofSeconds(WATCH_SECONDS), () -> reread(sources, changed));
        }
    }

    private void reread(List<UpstreamSource> sources, Runnable changed) {
        try {
            List<Upstream> now = UpstreamSource.readAll(sources);
            LOG.info("asking {} from now on", now);
            replaceNow(now);
            changed.run();
        } catch (IOException e) {
            LOG.warn("going on to ask {}: {}", peers, e.getMessage());
        }
    }

    /** Asks these servers from now on. Those that were asked already keep their state and connections. */
    public void replace(List<Upstream> upstreams) {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("at least one server is needed");
        }
        List<Upstream> wanted = List.copyOf(upstreams);
        loop.events().execute(() -> replaceNow(wanted));
    }

    private void replaceNow(List<Upstream> wanted) {
        Map<Upstream, Peer> known = new HashMap<>();
        peers.forEach(peer -> known.put(peer.upstream(), peer));
        List<Peer> kept = new ArrayList<>();
        for (Upstream upstream : wanted) {
            Peer before = known.remove(upstream);
            kept.add(before == null ? new Peer(loop, upstream, options, events) : before);
        }
        peers = List.copyOf(kept);
        known.values().forEach(Peer::close);
    }

    /** How many questions wait for their answers. */
    public int waiting() {
        return waiting.get();
    }

    /** Fails every question that waits and each one asked later. Returns at once; connections close soon after. */
    @Override
    public void close() {
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
        try {
            loop.events().execute(this::closeNow);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing after the loop has ended", e);
        }
    }

    private void closeNow() {
        closed = true;
        List.copyOf(pending.values()).forEach(PendingQuery::close);
        peers.forEach(Peer::close);
    }

    /** Nobody can join the query any more. */
    void done(PendingQuery query) {
        pending.remove(new Key(query.query(), query.isStream()));
    }

    void deliver(Answering asker, byte[] message, int length, Upstream from) {
        waiting.decrementAndGet();
        try {
            asker.answered(message, length, from);
        } catch (RuntimeException e) { // the others wait for theirs
            LOG.error("an answer could not be delivered", e);
        }
    }

    void fail(Answering asker, Failure failure, String last) {
        waiting.decrementAndGet();
        try {
            asker.failed(failure, last);
        } catch (RuntimeException e) { // the others wait for theirs
            LOG.error("a failure could not be delivered", e);
        }
    }

    int triesFor(int servers) {
        return options.maxTries == ForwardOptions.Builder.TRIES_BY_SERVERS ? 2 * servers : options.maxTries;
    }

    int drawIndex(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    void foundAllDown() {
        events.allDown();
    }

    UpstreamEvents events() {
        return events;
    }

    ForwardOptions options() {
        return options;
    }

    UpstreamLoop loop() {
        return loop;
    }

    RecordCursor records() {
        return loop.records;
    }
}
