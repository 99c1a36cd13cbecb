// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.source.EndpointSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of the endpoints of one target, for clients that choose among them by themselves. <b>Thread-safe.</b>
 *
 * <p>The listener is called by one thread at a time, with the newest state, so that one between two others may be left out.
 */
public final class EndpointWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointWatch.class);

    private final Target target;
    private final EndpointSource source;
    private final Consumer<Endpoints> listener;
    private final AtomicInteger unseenChanges = new AtomicInteger();
    private volatile boolean closed;

    EndpointWatch(Target target, EndpointSource source, Consumer<Endpoints> listener) {
        this.target = target;
        this.source = source;
        this.listener = listener;
    }

    void start() {
        source.start(this::changed);
    }

    /** What is watched. */
    public Target target() {
        return target;
    }

    /** What is known now. */
    public Endpoints now() {
        return Endpoints.of(target, source.view());
    }

    /** A hint that an endpoint could not be reached; a source that asks from time to time asks soon. */
    public void suspect() {
        source.suspect();
    }

    /** Ends it; the listener is not called again, but a call that has begun may still end. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        source.close();
    }

    private void changed() {
        if (unseenChanges.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            tell();
            seen = unseenChanges.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell() {
        if (closed) {
            return;
        }
        try {
            listener.accept(now());
        } catch (RuntimeException e) { // a listener must not end the updates
            LOG.error("{}: a listener failed and missed a change", target, e);
        }
    }

    @Override
    public String toString() {
        return "watch of " + target;
    }
}
