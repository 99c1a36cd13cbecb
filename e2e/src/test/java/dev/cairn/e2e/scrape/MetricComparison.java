// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.scrape;

import dev.cairn.e2e.scrape.MetricDifference.Aspect;
import dev.cairn.e2e.server.Exposition;
import dev.cairn.e2e.server.MetricFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what CoreDNS shows and we do not show alike. What only we show is no difference, but for series of a family that both have.
 * <b>Confined to</b> one thread.
 */
final class MetricComparison {
    private static final String NONE = "";
    private static final String RESPONDER =
            "plugin"; // CoreDNS names another one, and the rest is compared without it, too

    private final List<MetricDifference> differences = new ArrayList<>();

    private MetricComparison() {}

    static List<MetricDifference> of(Exposition ours, Exposition coreDns) {
        MetricComparison comparison = new MetricComparison();
        coreDns.families()
                .forEach((name, family) -> comparison.compare(ours.families().get(name), family));
        return comparison.differences;
    }

    private void compare(@Nullable MetricFamily ours, MetricFamily coreDns) {
        String name = coreDns.name();
        if (ours == null) {
            add(Aspect.FAMILY, name, NONE, NONE, coreDns.type());
            return;
        }
        addUnlessEqual(Aspect.TYPE, name, NONE, ours.type(), coreDns.type());
        addUnlessEqual(Aspect.LABELS, name, NONE, ours.labelNames(), coreDns.labelNames());
        addUnlessEqual(Aspect.BUCKETS, name, NONE, ours.bounds(), coreDns.bounds());
        compareValues(name, ours, coreDns);
        if (coreDns.labelNames().contains(RESPONDER)) {
            MetricFamily together = coreDns.without(RESPONDER);
            compareValues(together.name(), ours.without(RESPONDER), together);
        }
    }

    private void compareValues(String name, MetricFamily ours, MetricFamily coreDns) {
        var our = ours.values();
        var their = coreDns.values();
        for (Map<String, String> series : union(our.keySet(), their.keySet())) {
            compare(name, series.toString(), our.get(series), their.get(series));
        }
    }

    private void compare(
            String family, String series, @Nullable Map<String, Double> ours, @Nullable Map<String, Double> coreDns) {
        if (ours == null || coreDns == null) {
            add(Aspect.SERIES, family, series, text(ours), text(coreDns));
            return;
        }
        coreDns.forEach((part, value) -> addUnlessEqual(
                Aspect.VALUE, family, series + part, String.valueOf(ours.get(part)), String.valueOf(value)));
    }

    private void addUnlessEqual(Aspect aspect, String family, String where, Object ours, Object coreDns) {
        if (!ours.equals(coreDns)) {
            add(aspect, family, where, ours.toString(), coreDns.toString());
        }
    }

    private void add(Aspect aspect, String family, String where, String ours, String coreDns) {
        differences.add(new MetricDifference(aspect, family, where, ours, coreDns));
    }

    private static String text(@Nullable Object value) {
        return value == null ? NONE : value.toString();
    }

    private static <T> Set<T> union(Collection<T> one, Collection<T> other) {
        Set<T> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }
}
