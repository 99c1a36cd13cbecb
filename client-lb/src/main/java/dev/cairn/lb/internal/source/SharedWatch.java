// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceState;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One watch of one Service for any number of listeners. <b>Thread-safe</b>; the watch's deliveries come one at a time.
 */
final class SharedWatch implements ServiceWatcher {
    /** What the watch has said, as one value. */
    record Said(
            ServiceState state,
            Freshness freshness,
            @Nullable DiscoveryException failure) {}

    private final ServiceWatches owner;
    private final String origin;
    private final LongSupplier nanoClock;
    private final List<ServiceEndpoints> listeners = new CopyOnWriteArrayList<>();
    private volatile Said said;
    private volatile @Nullable Watch watch;

    SharedWatch(DiscoverySource source, ServiceWatches owner, LongSupplier nanoClock) {
        this.owner = owner;
        this.origin = source.origin();
        this.nanoClock = nanoClock;
        this.said = new Said(new ServiceState.NotSynced(), Freshness.live(origin), null);
    }

    void begin(DiscoverySource source, ServiceName name) {
        try {
            watch = source.watch(name, this);
        } catch (DiscoveryException e) {
            onFailure(e);
        } catch (IllegalStateException e) {
            onFailure(DiscoveryException.permanentFailure(origin + " is closed", e));
        }
    }

    void end() {
        Watch begun = watch;
        if (begun != null) {
            begun.close();
        }
    }

    void add(ServiceEndpoints listener) {
        listeners.add(listener);
    }

    /** Forgets a listener; true when it was the last. */
    boolean remove(ServiceEndpoints listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    Said said() {
        return said;
    }

    @Override
    public void onState(ServiceState state) {
        if (state instanceof ServiceState.NotSynced) {
            tell(new Said(state, said.freshness(), said.failure()));
            return;
        }
        if (state instanceof ServiceState.Present present) {
            owner.seen(present.snapshot());
        }
        Freshness freshness = said.freshness().isLive() ? Freshness.live(origin) : said.freshness();
        tell(new Said(state, freshness, null));
    }

    @Override
    public void onStale(Duration age, String reason) {
        long confirmedAtNanos = nanoClock.getAsLong() - age.toNanos();
        tell(new Said(said.state(), Freshness.confirmedAt(origin, confirmedAtNanos, reason), said.failure()));
    }

    @Override
    public void onFresh() {
        tell(new Said(said.state(), Freshness.live(origin), null));
    }

    @Override
    public void onFailure(DiscoveryException failure) {
        tell(new Said(said.state(), said.freshness().with(String.valueOf(failure.getMessage())), failure));
    }

    private void tell(Said now) {
        said = now;
        relay();
    }

    /** Tells all listeners. */
    void relay() {
        listeners.forEach(ServiceEndpoints::relay);
    }
}
