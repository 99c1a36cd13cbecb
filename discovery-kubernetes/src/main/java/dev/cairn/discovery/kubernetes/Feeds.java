// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The feeds that somebody watches, one for each key, shared by its watchers and closed with the last. <b>Thread-safe.</b> */
final class Feeds<K> {
    private final Loop loop;
    private final Function<K, Feed> newFeed;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<K, Shared> feeds = new HashMap<>();
    private boolean isClosed;

    private static final class Shared {
        private final Feed feed;
        private int watchers;

        private Shared(Feed feed) {
            this.feed = feed;
        }
    }

    Feeds(Loop loop, Function<K, Feed> newFeed) {
        this.loop = loop;
        this.newFeed = newFeed;
    }

    /** Begins a watch of the key's model. */
    Watch watch(K key, Function<InMemoryDiscovery, Watch> begin) {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("the source is closed");
            }
            Shared shared = feeds.computeIfAbsent(key, this::open);
            Watch watch = begin.apply(shared.feed.model());
            shared.watchers++;
            AtomicBoolean isOver = new AtomicBoolean();
            return () -> {
                watch.close();
                if (!isOver.getAndSet(true)) {
                    release(key, shared);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private Shared open(K key) {
        Feed feed = newFeed.apply(key);
        loop.execute(feed::start);
        return new Shared(feed);
    }

    private void release(K key, Shared shared) {
        lock.lock();
        try {
            if (--shared.watchers > 0) {
                return;
            }
            feeds.remove(key, shared);
        } finally {
            lock.unlock();
        }
        close(shared.feed);
    }

    private void close(Feed feed) {
        loop.execute(feed::stop);
        feed.model().close();
    }

    /** The longest silence of all; empty when there is no feed. */
    OptionalLong silenceNanos() {
        lock.lock();
        try {
            return feeds.values().stream()
                    .mapToLong(shared -> shared.feed.silenceNanos())
                    .max();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches. */
    void close() {
        List<Shared> all;
        lock.lock();
        try {
            isClosed = true;
            all = new ArrayList<>(feeds.values());
            feeds.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(shared -> close(shared.feed));
    }
}
