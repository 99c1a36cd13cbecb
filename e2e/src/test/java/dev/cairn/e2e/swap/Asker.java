// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.swap;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks for one name after the other on a thread of its own, and counts by the phase in which it began to ask. */
final class Asker implements AutoCloseable {
    /** What is said when nothing is said. */
    static final String NOTHING = "none";

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final String name;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean isClosed;

    private Asker(String name, Runnable asking) {
        this.name = name;
        this.thread = new Thread(asking, "asker-" + name);
    }

    /**
     * Starts one.
     *
     * @param ask says what the answer for a name is, or {@value #NOTHING}
     * @param phase the name of the phase that it is now
     */
    static Asker start(String name, List<Known> names, Function<Known, String> ask, Supplier<String> phase, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Asker[] asker = new Asker[1];
        asker[0] = new Asker(name, () -> asker[0].run(names, ask, phase, random));
        asker[0].thread.setDaemon(true);
        asker[0].thread.start();
        return asker[0];
    }

    private void run(List<Known> names, Function<Known, String> ask, Supplier<String> phase, SplittableRandom random) {
        while (!isClosed) {
            Known known = names.get(random.nextInt(names.size()));
            Tally tally = tally(phase.get());
            long startNanos = System.nanoTime();
            String said = ask.apply(known);
            tally.count(known, said, System.nanoTime() - startNanos);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    String name() {
        return name;
    }

    Tally tally(String phase) {
        return tallies.computeIfAbsent(phase, any -> new Tally());
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
