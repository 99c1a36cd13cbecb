// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Shows what handlers have counted, by names such as {@code family{label=value}}. Confined to one thread. */
public final class CountedMeters implements Meters {
    private final Map<Series, long[]> counters = new HashMap<>();
    private final Map<Series, LongSupplier> gauges = new HashMap<>();
    private final Map<Series, LongSupplier> followed = new HashMap<>();

    private record Series(String family, List<String> labels, List<String> values) {
        static Series of(Family family, String... labelValues) {
            if (labelValues.length != family.labels().size()) {
                throw new AssertionError(family + " has other labels than " + List.of(labelValues));
            }
            return new Series(family.name(), family.labels(), List.of(labelValues));
        }

        boolean is(String name, List<String> labelValues) {
            return family.equals(name) && values.equals(labelValues);
        }

        @Override
        public String toString() {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                pairs.add(labels.get(i) + "=" + values.get(i));
            }
            return family + (pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}");
        }
    }

    @Override
    public Tally counter(Family family, String... labelValues) {
        long[] count = count(family, labelValues);
        return events -> count[0] += events;
    }

    @Override
    public Timing durations(Family family, Buckets buckets, String... labelValues) {
        long[] count = count(family, labelValues);
        return nanos -> count[0]++;
    }

    private long[] count(Family family, String... labelValues) {
        return counters.computeIfAbsent(Series.of(family, labelValues), series -> new long[1]);
    }

    @Override
    public void gauge(Family family, LongSupplier value, String... labelValues) {
        gauges.put(Series.of(family, labelValues), value);
    }

    @Override
    public void follow(Family family, LongSupplier count, String... labelValues) {
        counter(family, labelValues);
        followed.put(Series.of(family, labelValues), count);
    }

    /** The value of the one series with these label values in their order; fails if there is none. */
    public long value(String family, String... labelValues) {
        Map<Series, Long> all = new HashMap<>();
        gauges.forEach((series, value) -> all.put(series, value.getAsLong()));
        counters.forEach((series, count) -> all.put(series, counted(series, count)));
        return all.entrySet().stream()
                .filter(each -> each.getKey().is(family, List.of(labelValues)))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(family + List.of(labelValues) + " is not among " + all.keySet()));
    }

    private long counted(Series series, long[] count) {
        LongSupplier elsewhere = followed.get(series);
        return count[0] + (elsewhere == null ? 0 : elsewhere.getAsLong());
    }

    /** All counters and numbers of durations. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((series, count) -> counts.put(series.toString(), counted(series, count)));
        return counts;
    }

    /** What all gauges show now. */
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        gauges.forEach((series, value) -> values.put(series.toString(), value.getAsLong()));
        return values;
    }
}
