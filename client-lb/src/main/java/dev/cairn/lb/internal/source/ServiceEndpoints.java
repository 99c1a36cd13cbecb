// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.ServiceState;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.PortReference;
import org.jspecify.annotations.Nullable;

/** The endpoints of one port of one Service, from a shared watch. <b>Thread-safe.</b> */
public final class ServiceEndpoints implements EndpointSource {
    private final ServiceWatches watches;
    private final DiscoverySource source;
    private final ServiceName name;
    private final PortReference port;
    private volatile @Nullable SharedWatch watch;
    private volatile boolean closed;
    private Runnable onChange = () -> {};

    /** The endpoints of a target; a missing namespace is the source's default one. */
    public ServiceEndpoints(ServiceWatches watches, DiscoverySource source, ParsedTarget.OfService target) {
        this.watches = watches;
        this.source = source;
        String namespace = target.namespace().isEmpty() ? source.defaultNamespace() : target.namespace();
        this.name = ServiceName.of(namespace, target.service());
        this.port = target.port();
    }

    @Override
    public void start(Runnable listener) {
        onChange = listener;
        watch = watches.join(source, name, this);
        relay();
    }

    /** The shared watch has something new. */
    void relay() {
        if (!closed) {
            onChange.run();
        }
    }

    @Override
    public EndpointView view() {
        SharedWatch begun = watch;
        if (begun == null) {
            return EndpointView.none(Status.PENDING, "not asked yet", Freshness.live(source.origin()));
        }
        SharedWatch.Said said = begun.said();
        if (said.state() instanceof ServiceState.Present present) {
            return PortMapping.view(present.snapshot(), port, watches.machine()).with(said.freshness());
        }
        if (said.state() instanceof ServiceState.Absent) {
            return EndpointView.none(Status.ABSENT, "no Service " + name + " in " + source.origin(), said.freshness());
        }
        return unsynced(said);
    }

    /** The whole Service, whatever the port; null when it isn't known. */
    public @Nullable ServiceSnapshot snapshot() {
        SharedWatch begun = watch;
        return begun != null && begun.said().state() instanceof ServiceState.Present present
                ? present.snapshot()
                : null;
    }

    private EndpointView unsynced(SharedWatch.Said said) {
        DiscoveryException failure = said.failure();
        if (failure == null) {
            return EndpointView.none(Status.PENDING, source.origin() + " has not been read yet", said.freshness());
        }
        String message = String.valueOf(failure.getMessage());
        return EndpointView.none(failure.isPermanent() ? Status.REFUSED : Status.PENDING, message, said.freshness());
    }

    @Override
    public void close() {
        closed = true;
        watches.leave(source, name, this);
    }
}
