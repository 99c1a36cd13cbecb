// SPDX-License-Identifier: Apache-2.0
package dev.cairn.micrometer;

import dev.cairn.lb.Balancers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The metrics of all balancers that belong together, those made later among them.
 *
 * <pre>{@code
 * CairnMetrics.bind(balancers, registry);
 * }</pre>
 *
 * <p>Each meter has the tag {@code target}; balancers of one target are counted together. Meters come with a balancer and go when the
 * last one of its target is closed. The README of this module lists them.
 *
 * <p><b>Thread-safe.</b>
 */
public final class CairnMetrics implements MeterBinder, AutoCloseable {
    private final Balancers balancers;
    private final Tags tags;
    private final List<BalancerMeters> bound = new CopyOnWriteArrayList<>();

    /** The metrics of these balancers, with these tags on each of them; not in any registry yet. */
    public CairnMetrics(Balancers balancers, Iterable<Tag> tags) {
        this.balancers = Objects.requireNonNull(balancers, "balancers");
        this.tags = Tags.of(tags);
    }

    /** Puts the metrics of these balancers into the registry. Closing what is given back takes them out. */
    public static CairnMetrics bind(Balancers balancers, MeterRegistry registry) {
        CairnMetrics metrics = new CairnMetrics(balancers, Tags.empty());
        metrics.bindTo(registry);
        return metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BalancerMeters meters = new BalancerMeters(registry, tags);
        bound.add(meters);
        balancers.addListener(meters);
    }

    /** Takes the metrics out of their registries. Closing again does nothing. */
    @Override
    public void close() {
        for (BalancerMeters meters : bound) {
            balancers.removeListener(meters);
            meters.close();
        }
        bound.clear();
    }
}
