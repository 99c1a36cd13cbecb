// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySources;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The sources handed in, and those opened here: one per scheme and options. <b>Thread-safe.</b> */
final class SourcePool implements AutoCloseable {
    private record Key(String scheme, Map<String, String> options) {}

    private final Map<String, DiscoverySource> given;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, DiscoverySource> opened = new HashMap<>();

    SourcePool(Map<String, DiscoverySource> given) {
        this.given = Map.copyOf(given);
    }

    /** The source of a scheme; opening is rare and may read files, so all who ask meanwhile wait. */
    DiscoverySource get(String scheme, Map<String, String> options) {
        DiscoverySource handed = given.get(scheme);
        if (handed != null) {
            return handed;
        }
        lock.lock();
        try {
            return opened.computeIfAbsent(
                    new Key(scheme, options), key -> DiscoverySources.open(key.scheme(), key.options()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            opened.values().forEach(DiscoverySource::close);
            opened.clear();
        } finally {
            lock.unlock();
        }
    }
}
