// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the services: one for all, or one for each service, made when it is called first and forgotten when it wasn't called for
 * a while. A client that is forgotten ends when its last request has. <b>Thread-safe.</b>
 */
final class Wires {
    static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();

    private final Delegates delegates;
    private final boolean usesHostHeader;
    private final LongSupplier nanoClock;
    private final @Nullable AbsoluteForm forAll;
    private final ConcurrentMap<Origin, Used> byService = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Wires(Delegates delegates, boolean usesHostHeader, LongSupplier nanoClock) {
        this.delegates = delegates;
        this.usesHostHeader = usesHostHeader;
        this.nanoClock = nanoClock;
        forAll = usesHostHeader ? null : delegates.absoluteForm();
    }

    /** Whether each service has a client of its own, which {@code https} and web sockets need. */
    boolean setsHostHeader() {
        return usesHostHeader;
    }

    /** The way to a service that can be reached. */
    Wire to(Origin service) {
        if (forAll != null) {
            return forAll;
        }
        Used used = byService.get(service);
        if (used == null) {
            forgetIdle();
            used = byService.computeIfAbsent(service, this::make);
        }
        used.lastNanos = nanoClock.getAsLong();
        return used.wire;
    }

    private Used make(Origin service) {
        return new Used(delegates.originForm(service), nanoClock.getAsLong());
    }

    private void forgetIdle() {
        long now = nanoClock.getAsLong();
        byService.values().removeIf(used -> now - used.lastNanos > IDLE_NANOS);
    }

    /** The clients there are now. */
    List<HttpClient> clients() {
        List<HttpClient> clients = new ArrayList<>();
        if (forAll != null) {
            clients.add(forAll.client());
        }
        byService.values().forEach(used -> clients.add(used.wire.client()));
        return clients;
    }

    /** No request shall begin from now on. */
    void shutdown() {
        closed = true;
    }

    boolean isShutdown() {
        return closed;
    }

    /** A way with the time of its last use. */
    private static final class Used {
        final Wire wire;
        volatile long lastNanos;

        Used(Wire wire, long lastNanos) {
            this.wire = wire;
            this.lastNanos = lastNanos;
        }
    }
}
