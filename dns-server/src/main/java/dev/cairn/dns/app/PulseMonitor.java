// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.transport.Pulse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at the beat of each transport thread now and then. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // the timer ends with the monitor
final class PulseMonitor implements AutoCloseable {

    private static final long INTERVAL_SECONDS = 2;

    private final Supplier<List<Pulse>> pulses;
    private final Map<Pulse, Long> earlier = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dns-beat");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<String> missed = List.of();

    PulseMonitor(Supplier<List<Pulse>> pulses) {
        this.pulses = pulses;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Compares each beat with the one before. */
    synchronized void look() {
        List<Pulse> all = pulses.get();
        missed = all.stream()
                .filter(pulse -> earlier.containsKey(pulse) && pulse.isMissedSince(earlier.getOrDefault(pulse, 0L)))
                .map(Pulse::name)
                .toList();
        all.forEach(pulse -> earlier.put(pulse, pulse.beat()));
    }

    /** The threads that ended, or served nothing but one request between the last two looks. */
    List<String> missed() {
        return missed;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
