// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.server;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of an exposition. <b>Immutable.</b>
 *
 * @param name with the suffix that a histogram adds
 */
public record Sample(String name, SortedMap<String, String> labels, double value) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final String BOUND = "le";

    public static Sample parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        SortedMap<String, String> labels = new TreeMap<>();
        if (matcher.group(2) != null) {
            LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(matcher.group(1), labels, number(matcher.group(3)));
    }

    /** The labels without the bound of a bucket. */
    public Map<String, String> series() {
        SortedMap<String, String> series = new TreeMap<>(labels);
        series.remove(BOUND);
        return series;
    }

    /** The same without one label. */
    public Sample without(String label) {
        SortedMap<String, String> others = new TreeMap<>(labels);
        others.remove(label);
        return new Sample(name, others, value);
    }

    /** The same with this taken away. */
    public Sample minus(double before) {
        return new Sample(name, labels, value - before);
    }

    public boolean isBucket() {
        return labels.containsKey(BOUND);
    }

    /** The upper bound of a bucket. */
    public double bound() {
        return number(labels.getOrDefault(BOUND, ""));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
