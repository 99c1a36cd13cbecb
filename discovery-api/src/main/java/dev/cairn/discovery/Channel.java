// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One watcher and the keys it has not heard of. All methods are called under the model's lock. */
abstract class Channel {
    private final Set<Change> pending = new LinkedHashSet<>();
    private OriginState told = OriginState.INITIAL;

    /** Whether the watcher wants to hear of this key. */
    abstract boolean covers(Change change);

    /** Reads the state of the key and returns what to call outside the lock; null when there is nothing to say. */
    abstract @Nullable Runnable deliver(Change change);

    /** Notes a key; true when it is the first one pending. A key that is pending already keeps its place. */
    final boolean mark(Change change) {
        return covers(change) && pending.add(change) && pending.size() == 1;
    }

    final boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The delivery of the oldest pending key; null when there is nothing to say of it. */
    final @Nullable Runnable next() {
        Iterator<Change> oldest = pending.iterator();
        Change change = oldest.next();
        oldest.remove();
        return deliver(change);
    }

    /** What to tell of the origin, once for each new state. */
    final @Nullable Runnable originDelivery(OriginState now, OriginWatcher watcher) {
        OriginState before = told;
        if (now.equals(before)) {
            return null;
        }
        told = now;
        return () -> now.tell(watcher, before);
    }
}
