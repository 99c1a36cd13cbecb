// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.manifests.cluster.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models of one folder: that of all of it, and one for each pair of label selectors that somebody watches by. <b>Thread-safe.</b> */
final class FolderModels {
    private final String origin;
    private final InMemoryDiscovery whole;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<Labels, InMemoryDiscovery> selected = new HashMap<>();
    private World world = World.EMPTY;
    private boolean isSynced;
    private boolean isClosed;
    private @Nullable DiscoveryException failure;

    private record Labels(LabelSelector objects, LabelSelector namespaces) {
        World of(World world) {
            return world.select(objects, namespaces);
        }
    }

    FolderModels(String origin) {
        this.origin = origin;
        this.whole = new InMemoryDiscovery(origin);
    }

    /** The model of all of the folder. */
    InMemoryDiscovery whole() {
        return whole;
    }

    /** The model that holds what a selection's labels let through. */
    InMemoryDiscovery of(Selection selection) {
        Labels labels = new Labels(selection.labels(), selection.namespaceLabels());
        if (labels.objects().isEverything() && labels.namespaces().isEverything()) {
            return whole;
        }
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("the source is closed");
            }
            return selected.computeIfAbsent(labels, this::open);
        } finally {
            lock.unlock();
        }
    }

    private InMemoryDiscovery open(Labels labels) {
        InMemoryDiscovery model = new InMemoryDiscovery(origin);
        new WorldChange(World.EMPTY, labels.of(world)).applyTo(model);
        if (isSynced) {
            model.synced();
        }
        if (failure != null) {
            model.failed(failure);
        }
        return model;
    }

    /** Brings all models up to date with the folder. */
    void apply(WorldChange change) {
        lock.lock();
        try {
            world = change.after();
            isSynced = true;
            change.applyTo(whole);
            whole.synced();
            selected.forEach((labels, model) ->
                    new WorldChange(labels.of(change.before()), labels.of(change.after())).applyTo(model));
        } finally {
            lock.unlock();
        }
    }

    /** The folder cannot be served as it is; tells those who watch, and those to come. */
    void failed(DiscoveryException cause) {
        lock.lock();
        try {
            failure = cause;
            each(model -> model.failed(cause));
        } finally {
            lock.unlock();
        }
    }

    /** Tells again how long the folder cannot be served. */
    void stale(Duration age, String reason) {
        lock.lock();
        try {
            each(model -> model.stale(age, reason));
        } finally {
            lock.unlock();
        }
    }

    /** The folder is served as it is again. */
    void fresh() {
        lock.lock();
        try {
            failure = null;
            each(InMemoryDiscovery::fresh);
        } finally {
            lock.unlock();
        }
    }

    private void each(Consumer<InMemoryDiscovery> action) {
        action.accept(whole);
        selected.values().forEach(action);
    }

    /** Ends all watches. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
        // Not under the lock: closing waits for a delivery that is under way.
        each(InMemoryDiscovery::close);
    }
}
