// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.nodelocal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The Services that are there for certain: whoever asks for one holds it until the answer is here, so that none goes in between.
 * <b>Thread-safe.</b>
 */
final class ServiceNames {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Deque<Named> all = new ArrayDeque<>();

    /** A Service by its name in DNS. */
    record Named(String service, String dnsName, String address) {}

    void add(Named added) {
        lock.writeLock().lock();
        try {
            all.addLast(added);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes the oldest one, which nobody asks for any more. */
    Named removeOldest() {
        lock.writeLock().lock();
        try {
            return all.removeFirst();
        } finally {
            lock.writeLock().unlock();
        }
    }

    int size() {
        lock.readLock().lock();
        try {
            return all.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Asks for one of them, if there is any. */
    void withOne(int number, Consumer<Named> asking) {
        lock.readLock().lock();
        try {
            List<Named> now = new ArrayList<>(all);
            if (!now.isEmpty()) {
                asking.accept(now.get(number % now.size()));
            }
        } finally {
            lock.readLock().unlock();
        }
    }
}
