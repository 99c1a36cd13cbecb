// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs why questions were answered SERVFAIL: a hundred lines a second at most, with the number of those left out, and one line for each
 * time of counting for what {@code consolidate} names. <b>Thread-safe.</b>
 */
public final class ErrorsHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorsHandler.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1) - INTERVAL_NANOS;

    private final boolean stacktrace;
    private final List<FailureCount> counts;
    private final LongSupplier nanoTime;
    private final AtomicLong paidUntilNanos; // each line moves it on by the interval
    private final AtomicLong leftOut = new AtomicLong();
    private volatile @Nullable ScheduledExecutorService executor;

    /** A handler with this configuration. */
    public ErrorsHandler(ErrorsConfig config) {
        this(config, System::nanoTime, null);
    }

    ErrorsHandler(ErrorsConfig config, LongSupplier nanoTime, @Nullable Timer timer) {
        this.stacktrace = config.stacktrace();
        this.nanoTime = nanoTime;
        this.paidUntilNanos = new AtomicLong(nanoTime.getAsLong());
        Timer used = timer == null ? this::schedule : timer;
        this.counts = config.consolidations().stream()
                .map(kind -> new FailureCount(kind, used, LOG))
                .toList();
    }

    @Override
    public String directive() {
        return "errors";
    }

    @Override
    public Touch touch(DomainName zone) {
        return Touch.INLINE;
    }

    @Override
    public void start() {
        if (!counts.isEmpty()) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "dns-errors");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    private void schedule(Duration delay, Runnable task) {
        ScheduledExecutorService started = executor;
        if (started != null) {
            Future<?> unused = started.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        ScheduledExecutorService started = executor;
        if (started != null) {
            started.shutdownNow();
        }
        counts.forEach(FailureCount::tell);
    }

    @Override
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }

    @Override
    public void failed(Exchange exchange, Throwable failure) {
        tell(exchange, failure.toString(), stacktrace ? failure : null);
    }

    @Override
    public void failed(Exchange exchange, String reason) {
        tell(exchange, reason, null);
    }

    private void tell(Exchange exchange, String reason, @Nullable Throwable failure) {
        for (FailureCount count : counts) {
            if (count.matches(reason)) {
                if (!count.add()) {
                    write(count.kind().level(), exchange, reason, "", failure);
                }
                return;
            }
        }
        if (!mayWrite()) {
            leftOut.incrementAndGet();
            return;
        }
        long others = leftOut.getAndSet(0);
        String more = others == 0 ? "" : " (and " + others + " more failures since the last line)";
        write(Level.ERROR, exchange, reason, more, failure);
    }

    private boolean mayWrite() {
        long nowNanos = nanoTime.getAsLong();
        while (true) {
            long paidUntil = paidUntilNanos.get();
            long aheadNanos = Math.max(0, paidUntil - nowNanos);
            if (aheadNanos > BURST_NANOS) {
                return false;
            }
            if (paidUntilNanos.compareAndSet(paidUntil, nowNanos + aheadNanos + INTERVAL_NANOS)) {
                return true;
            }
        }
    }

    private static void write(Level level, Exchange exchange, String reason, String more, @Nullable Throwable failure) {
        DomainName name = exchange.question().name();
        String type = RecordType.name(exchange.question().type());
        String text = Rcode.SERVFAIL + " " + name.folded() + " " + type + ": " + reason + more;
        if (failure == null) {
            LOG.atLevel(level).log(text);
        } else {
            LOG.atLevel(level).setCause(failure).log(text);
        }
    }
}
