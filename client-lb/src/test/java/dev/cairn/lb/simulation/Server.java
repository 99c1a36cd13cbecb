// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A server: workers with one queue, and what each request takes. <b>Confined to</b> the simulation's thread. */
public final class Server {
    /** What a request takes, and whether it succeeds. */
    public record Work(long nanos, boolean succeeds) {
        /** An answer. */
        public static Work answer(double nanos) {
            return new Work((long) nanos, true);
        }

        /** A failure. */
        public static Work failure(double nanos) {
            return new Work((long) nanos, false);
        }
    }

    /** What the server does with a request that begins now. */
    @FunctionalInterface
    public interface Behaviour {
        /** The work of one request, drawn from its own random numbers. */
        Work work(SplittableRandom random);
    }

    private record Waiting(SplittableRandom random, Consumer<Boolean> done) {}

    private final VirtualTime time;
    private final int number;
    private final int workers;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private Behaviour behaviour;
    private int busy;

    Server(VirtualTime time, int number, int workers, Behaviour behaviour) {
        this.time = time;
        this.number = number;
        this.workers = workers;
        this.behaviour = behaviour;
    }

    /** Counted from zero. */
    public int number() {
        return number;
    }

    /** From now on it does this with each request. */
    public void behave(Behaviour now) {
        behaviour = now;
    }

    void accept(SplittableRandom random, Consumer<Boolean> done) {
        if (busy < workers) {
            begin(random, done);
        } else {
            queue.add(new Waiting(random, done));
        }
    }

    private void begin(SplittableRandom random, Consumer<Boolean> done) {
        busy++;
        Work work = behaviour.work(random);
        time.after(work.nanos(), () -> {
            busy--;
            Waiting next = queue.poll();
            if (next != null) {
                begin(next.random(), next.done());
            }
            done.accept(work.succeeds());
        });
    }
}
