// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.lb.internal.zone.OwnLocality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** One watch per source and Service, whatever the number of balancers on it. <b>Thread-safe.</b> */
public final class ServiceWatches {
    private record Key(DiscoverySource source, ServiceName name) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, SharedWatch> watches = new HashMap<>();
    private final ThisMachine machine;
    private final OwnLocality locality;
    private final LongSupplier nanoClock;

    /** No watches yet. */
    public ServiceWatches(ThisMachine machine, OwnLocality locality, LongSupplier nanoClock) {
        this.machine = machine;
        this.locality = locality;
        this.nanoClock = nanoClock;
    }

    /** What it runs on. */
    ThisMachine machine() {
        return machine;
    }

    /** A Service has been read; where this process is follows from it when it has an endpoint there, and concerns all. */
    void seen(ServiceSnapshot snapshot) {
        if (!locality.learn(snapshot)) {
            return;
        }
        List<SharedWatch> all;
        lock.lock();
        try {
            all = List.copyOf(watches.values());
        } finally {
            lock.unlock();
        }
        all.forEach(SharedWatch::relay);
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
                begun = new SharedWatch(source, this, nanoClock);
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
