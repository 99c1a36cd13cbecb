// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All samples of one metric. <b>Immutable.</b>
 *
 * @param type as the exposition says it: {@code counter}, {@code gauge}, {@code histogram}
 */
public record MetricFamily(String name, String type, List<Sample> samples) {

    /** The samples are copied. */
    public MetricFamily {
        samples = List.copyOf(samples);
    }

    /** The names of the labels, without that of a bucket. */
    public Set<String> labelNames() {
        return samples.stream()
                .flatMap(sample -> sample.series().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** The bounds of the buckets; none if it is no histogram. */
    public SortedSet<Double> bounds() {
        return samples.stream()
                .filter(Sample::isBucket)
                .map(Sample::bound)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What can be counted, by series and by what is counted: a number, or of a histogram its count, its sum and each bucket. How much
     * time something took is not counted.
     */
    public Map<Map<String, String>, Map<String, Double>> values() {
        return samples.stream()
                .filter(sample -> !name.endsWith("_seconds")
                        || !type.equals("histogram")
                        || sample.name().endsWith("_count"))
                .collect(Collectors.groupingBy(
                        Sample::series, Collectors.toMap(this::part, Sample::value, Double::sum, TreeMap::new)));
    }

    /** The same without what was counted before. */
    public MetricFamily since(MetricFamily before) {
        Map<List<Object>, Double> old = before.samples.stream()
                .collect(Collectors.toMap(sample -> List.of(sample.name(), sample.labels()), Sample::value));
        return new MetricFamily(
                name,
                type,
                samples.stream()
                        .map(sample -> sample.minus(old.getOrDefault(List.of(sample.name(), sample.labels()), 0.0)))
                        .toList());
    }

    /** The same without one label: series that differ in nothing else are one. */
    public MetricFamily without(String label) {
        return new MetricFamily(
                name + " without " + label,
                type,
                samples.stream().map(sample -> sample.without(label)).toList());
    }

    private String part(Sample sample) {
        return sample.isBucket() ? " up to " + sample.bound() : sample.name().replaceFirst(".*(_count|_sum)$|.*", "$1");
    }
}
