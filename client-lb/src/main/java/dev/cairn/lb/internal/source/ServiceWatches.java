// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.ServiceName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** One watch per source and Service, whatever the number of balancers on it. <b>Thread-safe.</b> */
public final class ServiceWatches {
    private record Key(DiscoverySource source, ServiceName name) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, SharedWatch> watches = new HashMap<>();
    private final ThisMachine machine;
    private final LongSupplier nanoClock;

    /** No watches yet. */
    public ServiceWatches(ThisMachine machine, LongSupplier nanoClock) {
        this.machine = machine;
        this.nanoClock = nanoClock;
    }

    /** What it runs on. */
    ThisMachine machine() {
        return machine;
    }

    /** Begins to listen, on the watch that is there or on a new one. */
    SharedWatch join(DiscoverySource source, ServiceName name, ServiceEndpoints listener) {
        Key key = new Key(source, name);
        SharedWatch begun = null;
        SharedWatch joined;
        lock.lock();
        try {
            joined = watches.get(key);
            if (joined == null) {
                begun = new SharedWatch(source, nanoClock);
                watches.put(key, begun);
                joined = begun;
            }
            joined.add(listener);
        } finally {
            lock.unlock();
        }
        if (begun != null) {
            begun.begin(source, name);
        }
        return joined;
    }

    /** Ends listening, and the watch with its last listener. */
    void leave(DiscoverySource source, ServiceName name, ServiceEndpoints listener) {
        SharedWatch ended = null;
        lock.lock();
        try {
            Key key = new Key(source, name);
            SharedWatch held = watches.get(key);
            if (held != null && held.remove(listener)) {
                ended = watches.remove(key);
            }
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.end();
        }
    }

    /** How many watches run. */
    public int size() {
        lock.lock();
        try {
            return watches.size();
        } finally {
            lock.unlock();
        }
    }
}
