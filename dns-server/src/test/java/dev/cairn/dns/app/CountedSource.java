// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that counts who watches all of it. */
final class CountedSource implements DiscoverySource {
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    private final DiscoverySource source;

    CountedSource(DiscoverySource source) {
        this.source = source;
    }

    @Override
    public Watch watch(ServiceName name, ServiceWatcher watcher) {
        return source.watch(name, watcher);
    }

    @Override
    public Watch watchAll(Selection selection, ClusterWatcher watcher) {
        begun.incrementAndGet();
        Watch watch = source.watchAll(selection, watcher);
        return () -> {
            ended.incrementAndGet();
            watch.close();
        };
    }

    @Override
    public String origin() {
        return source.origin();
    }

    @Override
    public void close() {
        source.close();
    }
}
