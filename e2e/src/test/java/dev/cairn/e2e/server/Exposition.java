// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one scrape brought, in Prometheus's text format 0.0.4. <b>Immutable.</b> */
public record Exposition(SortedMap<String, MetricFamily> families) {
    private static final String TYPE = "# TYPE ";

    /** Reads an exposition in which each family says its type before its samples. */
    public static Exposition parse(String text) {
        SortedMap<String, MetricFamily> families = new TreeMap<>();
        String name = "";
        String type = "";
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(TYPE)) {
                add(families, name, type, samples);
                String[] words = line.substring(TYPE.length()).split(" ", -1);
                name = words[0];
                type = words[1];
                samples.clear();
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                Sample sample = Sample.parse(line);
                if (!sample.name().startsWith(name)) {
                    throw new IllegalArgumentException("in the family " + name + ": " + line);
                }
                samples.add(sample);
            }
        }
        add(families, name, type, samples);
        return new Exposition(families);
    }

    /** The same, of what is counted only as much as has been counted since another scrape. */
    public Exposition since(Exposition before) {
        SortedMap<String, MetricFamily> since = new TreeMap<>();
        families.forEach((name, family) -> {
            MetricFamily old = before.families.get(name);
            since.put(name, old == null || family.type().equals("gauge") ? family : family.since(old));
        });
        return new Exposition(since);
    }

    /** The sum of a counter over the series that have these labels; 0 if there is none. */
    public double sum(String family, Map<String, String> labels) {
        MetricFamily found = families.get(family);
        return found == null
                ? 0
                : found.samples().stream()
                        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                        .mapToDouble(Sample::value)
                        .sum();
    }

    private static void add(SortedMap<String, MetricFamily> families, String name, String type, List<Sample> samples) {
        if (!samples.isEmpty()) {
            families.put(name, new MetricFamily(name, type, samples));
        }
    }
}
