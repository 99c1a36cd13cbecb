// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.metrics;

import dev.cairn.dns.chain.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** {@link Meters} that a registry shows. <b>Thread-safe.</b> */
final class PrometheusMeters implements Meters {

    private static final double NANOS_PER_SECOND = 1e9;

    /** A family with what it is kept in: a counter, a histogram, or the values of a gauge. */
    private record Kept(Family family, Object store) {}

    private final PrometheusRegistry registry;
    private final Map<String, Kept> families = new HashMap<>(); // guarded by this
    private final Map<List<String>, Followed> followed = new HashMap<>(); // guarded by this

    PrometheusMeters(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Tally counter(Family family, String... labelValues) {
        var series = store(family, Counter.class, this::newCounter).labelValues(labelValues);
        return series::inc;
    }

    @Override
    public Timing durations(Family family, Buckets buckets, String... labelValues) {
        var series = store(family, Histogram.class, made -> newHistogram(made, buckets))
                .labelValues(labelValues);
        return nanos -> series.observe(nanos / NANOS_PER_SECOND);
    }

    @Override
    public void gauge(Family family, LongSupplier value, String... labelValues) {
        if (labelValues.length != family.labels().size()) {
            throw new IllegalArgumentException(family.name() + " has the labels " + family.labels());
        }
        store(family, Values.class, this::newGauge).series.put(List.of(labelValues), value);
    }

    @Override
    public synchronized void follow(Family family, LongSupplier count, String... labelValues) {
        Followed next = new Followed(counter(family, labelValues), count);
        List<String> series = new ArrayList<>(List.of(labelValues));
        series.add(family.name());
        Followed before = followed.put(series, next);
        if (before != null) {
            before.catchUp();
        }
    }

    /** Brings the counters that follow others up to date, before a scrape. */
    synchronized void catchUp() {
        followed.values().forEach(Followed::catchUp);
    }

    private synchronized <T> T store(Family family, Class<T> kind, Maker<T> maker) {
        Kept kept = families.computeIfAbsent(family.name(), name -> new Kept(family, maker.make(family)));
        if (!kept.family().labels().equals(family.labels()) || !kind.isInstance(kept.store())) {
            throw new IllegalArgumentException(family.name() + " is already something else: " + kept);
        }
        return kind.cast(kept.store());
    }

    private Counter newCounter(Family family) {
        return Counter.builder()
                .name(family.name())
                .help(family.help())
                .labelNames(names(family))
                .register(registry);
    }

    private Histogram newHistogram(Family family, Buckets buckets) {
        return Histogram.builder()
                .name(family.name())
                .help(family.help())
                .labelNames(names(family))
                .classicOnly()
                .classicUpperBounds(bounds(buckets))
                .register(registry);
    }

    private static double[] bounds(Buckets buckets) {
        return switch (buckets) {
            case ANSWERS -> HistogramLayout.DURATION.bounds();
            case REQUESTS -> Histogram.Builder.DEFAULT_CLASSIC_UPPER_BOUNDS.clone();
            case CHANGES -> HistogramLayout.exponential(0.001, 20);
        };
    }

    private Values newGauge(Family family) {
        Values values = new Values();
        GaugeWithCallback.builder()
                .name(family.name())
                .help(family.help())
                .labelNames(names(family))
                .callback(shown -> values.series.forEach(
                        (labels, value) -> shown.call((double) value.getAsLong(), labels.toArray(String[]::new))))
                .register(registry);
        return values;
    }

    private static String[] names(Family family) {
        return family.labels().toArray(String[]::new);
    }

    /** Makes the store of a new family. */
    @FunctionalInterface
    private interface Maker<T> {
        T make(Family family);
    }

    /** A series that follows a count, and how far it has come. */
    private static final class Followed {
        private final Tally series;
        private final LongSupplier count;
        private long seen;

        Followed(Tally series, LongSupplier count) {
            this.series = series;
            this.count = count;
            this.seen = count.getAsLong();
        }

        void catchUp() {
            long now = count.getAsLong();
            series.add(Math.max(0, now - seen));
            seen = Math.max(seen, now);
        }
    }

    /** What a gauge shows, by its label values. */
    private static final class Values {
        final Map<List<String>, LongSupplier> series = new ConcurrentHashMap<>();
    }
}
