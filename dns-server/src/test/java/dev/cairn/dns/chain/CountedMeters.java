// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Shows what handlers have counted, by names such as {@code family{label=value}}. Confined to one thread. */
public final class CountedMeters implements Meters {
    private final Map<String, long[]> counters = new TreeMap<>();
    private final Map<String, LongSupplier> gauges = new TreeMap<>();

    @Override
    public Tally counter(Family family, String... labelValues) {
        long[] count = counters.computeIfAbsent(name(family, labelValues), name -> new long[1]);
        return events -> count[0] += events;
    }

    @Override
    public Timing durations(Family family, Buckets buckets, String... labelValues) {
        long[] count = counters.computeIfAbsent(name(family, labelValues), name -> new long[1]);
        return nanos -> count[0]++;
    }

    @Override
    public void gauge(Family family, LongSupplier value, String... labelValues) {
        gauges.put(name(family, labelValues), value);
    }

    @Override
    public void follow(Family family, LongSupplier count, String... labelValues) {
        gauges.put(name(family, labelValues), count);
    }

    /** All counters and numbers of durations. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((name, count) -> counts.put(name, count[0]));
        return counts;
    }

    /** What all gauges, and the counters that follow others, show now. */
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        gauges.forEach((name, value) -> values.put(name, value.getAsLong()));
        return values;
    }

    private static String name(Family family, String... labelValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labelValues.length; i++) {
            pairs.add(family.labels().get(i) + "=" + labelValues[i]);
        }
        return family.name() + (pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}");
    }
}
