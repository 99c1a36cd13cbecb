// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.errors;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.RecordType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs handlers' failures, one line a second at most, with the number of those left out. <b>Thread-safe.</b> */
public final class ErrorsHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorsHandler.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ErrorsConfig config;
    private final LongSupplier nanoTime;
    private final AtomicLong nextLineNanos;
    private final AtomicLong leftOut = new AtomicLong();

    /** A handler with this configuration. */
    public ErrorsHandler(ErrorsConfig config) {
        this(config, System::nanoTime);
    }

    ErrorsHandler(ErrorsConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.nextLineNanos = new AtomicLong(nanoTime.getAsLong());
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
    public Outcome handle(Exchange exchange) {
        return Outcome.PASS_ON;
    }

    @Override
    public void failed(Exchange exchange, Throwable failure) {
        long now = nanoTime.getAsLong();
        long next = nextLineNanos.get();
        if (now - next < 0 || !nextLineNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
            leftOut.incrementAndGet();
            return;
        }
        DomainName name = exchange.question().name();
        String type = RecordType.name(exchange.question().type());
        long others = leftOut.getAndSet(0);
        String more = others == 0 ? "" : " (and " + others + " more failures since the last line)";
        if (config.stacktrace()) {
            LOG.error("{} {}: answered SERVFAIL after an internal error{}", name, type, more, failure);
        } else {
            LOG.error("{} {}: answered SERVFAIL after an internal error: {}{}", name, type, failure, more);
        }
    }
}
