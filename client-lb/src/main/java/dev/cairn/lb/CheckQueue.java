// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many checks run at a time; those that would be more wait for their turn. <b>Thread-safe.</b> */
final class CheckQueue {
    private final int limit;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    CheckQueue(int limit) {
        this.limit = limit;
    }

    /** Begins now or when its turn comes; each check waits at most once, so there are never more than endpoints. */
    void begin(Runnable check) {
        synchronized (this) {
            if (running == limit) {
                waiting.add(check);
                return;
            }
            running++;
        }
        check.run();
    }

    /** A check that had begun has ended. */
    void end() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            running -= next == null ? 1 : 0;
        }
        if (next != null) {
            next.run();
        }
    }
}
