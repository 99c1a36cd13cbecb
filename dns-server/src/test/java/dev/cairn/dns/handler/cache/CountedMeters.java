// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.cache;

import dev.cairn.dns.chain.Meters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Keeps what is counted for tests to look at. */
final class CountedMeters implements Meters {
    private final Map<String, Long> counters = new TreeMap<>();
    private final Map<String, LongSupplier> gauges = new HashMap<>();
    private final Map<String, LongSupplier> followed = new HashMap<>();

    /** The value of a series, such as {@code coredns_cache_hits_total[dns://:53, success, ., ]}; fails if there is none. */
    long value(String name, String... labels) {
        String series = name + List.of(labels);
        LongSupplier gauge = gauges.get(series);
        if (gauge != null) {
            return gauge.getAsLong();
        }
        Long counter = counters.get(series);
        if (counter == null) {
            throw new AssertionError(series + " is not among " + counters.keySet());
        }
        LongSupplier count = followed.get(series);
        return counter + (count == null ? 0 : count.getAsLong());
    }

    @Override
    public Tally counter(Family family, String... labelValues) {
        String series = series(family, labelValues);
        counters.putIfAbsent(series, 0L);
        return events -> counters.merge(series, events, Long::sum);
    }

    @Override
    public Timing durations(Family family, Buckets buckets, String... labelValues) {
        return nanos -> {};
    }

    @Override
    public void gauge(Family family, LongSupplier value, String... labelValues) {
        gauges.put(series(family, labelValues), value);
    }

    @Override
    public void follow(Family family, LongSupplier count, String... labelValues) {
        counter(family, labelValues);
        followed.put(series(family, labelValues), count);
    }

    private static String series(Family family, String... labelValues) {
        if (labelValues.length != family.labels().size()) {
            throw new AssertionError(family + " has other labels than " + List.of(labelValues));
        }
        return family.name() + List.of(labelValues);
    }
}
