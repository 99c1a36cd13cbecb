// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls the watchers of one model, one delivery at a time, on one thread and outside the model's lock.
 *
 * <p>Channels with something pending take turns, one delivery each.
 */
final class Deliveries {
    private static final System.Logger LOG = System.getLogger(Deliveries.class.getPackageName());
    private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock;
    private final Condition work;
    private final Condition idle;

    // All below: guarded by lock.
    private final List<Channel> channels = new ArrayList<>();
    private final Queue<Channel> ready = new ArrayDeque<>();
    private @Nullable Channel running;
    private @Nullable Thread thread;
    private boolean closed;

    Deliveries(ReentrantLock lock) {
        this.lock = lock;
        this.work = lock.newCondition();
        this.idle = lock.newCondition();
    }

    /** Notes a changed key for all channels; called under lock. */
    void mark(Change change) {
        for (Channel channel : channels) {
            if (channel.mark(change)) {
                ready.add(channel);
                work.signal();
            }
        }
    }

    /** Begins to deliver to a channel; called under lock. */
    Watch open(Channel channel) {
        if (closed) {
            throw new IllegalStateException("the source is closed");
        }
        channels.add(channel);
        if (channel.hasPending()) {
            ready.add(channel);
            work.signal();
        }
        if (thread == null) {
            thread = new Thread(this::run, "discovery-deliver");
            thread.setDaemon(true);
            thread.start();
        }
        return () -> close(channel);
    }

    /** Ends all channels and the thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            channels.clear();
            ready.clear();
            work.signalAll();
            awaitEndOf(running);
        } finally {
            lock.unlock();
        }
    }

    private void close(Channel channel) {
        lock.lock();
        try {
            channels.remove(channel);
            ready.remove(channel);
            awaitEndOf(channel);
        } finally {
            lock.unlock();
        }
    }

    private void awaitEndOf(@Nullable Channel channel) {
        if (channel == null || Thread.currentThread() == thread) {
            return;
        }
        long nanosLeft = CLOSE_WAIT_NANOS;
        boolean interrupted = false;
        while (running == channel && nanosLeft > 0) {
            try {
                nanosLeft = idle.awaitNanos(nanosLeft);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (Runnable delivery = take(); delivery != null; delivery = take()) {
            try {
                delivery.run();
            } catch (Throwable e) { // a watcher must not end the deliveries to all the others
                LOG.log(System.Logger.Level.ERROR, "a watcher failed; it goes on being called", e);
            }
        }
    }

    /** The next delivery, waiting for one; null when closed. */
    private @Nullable Runnable take() {
        lock.lock();
        try {
            running = null;
            idle.signalAll();
            while (!closed) {
                Channel channel = ready.poll();
                if (channel == null) {
                    work.awaitUninterruptibly();
                    continue;
                }
                Runnable delivery = channel.next();
                if (channel.hasPending()) {
                    ready.add(channel);
                }
                if (delivery != null) {
                    running = channel;
                    return delivery;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }
}
