// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import dev.cairn.discovery.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How calls are spread over groups of endpoints, the near ones first.
 *
 * <p>The near ones get all calls while at least 70 % of them are well, and below that so much less as is missing (the overprovisioning
 * of Envoy's priority levels). Where the own zone is preferred without hints, and it has fewer endpoints than callers, it gets no more
 * than its endpoints' share, and the zones that have more than theirs get the rest, by what they have more (Envoy's zone aware routing).
 * Callers are taken to be spread evenly over zones.
 *
 * <p><b>Immutable.</b>
 *
 * @param reason why some are preferred, for people; empty when none is
 * @param groups the near ones first; all of one group stand together among the candidates
 */
public record Spread(String reason, List<Group> groups) {
    /**
     * Endpoints of one standing.
     *
     * @param name what they have in common; empty for the near ones
     * @param size how many take calls; may be 0
     * @param share the near ones' part of all calls, or the others' part of what those leave; 0 to 1
     */
    public record Group(String name, int size, double share) {}

    /** All are equal. */
    public static final Spread EVEN = new Spread("", List.of());

    private static final double ENOUGH_WELL = 0.7;

    /** Copies the list. */
    public Spread {
        groups = List.copyOf(groups);
    }

    /**
     * The spread over some endpoints, which are put in the order of their groups.
     *
     * @param candidates those that take calls; reordered
     * @param ejected those that would if they were well
     */
    public static <T> Spread over(
            List<T> candidates, Collection<T> ejected, Preference preference, Function<T, Endpoint> endpointOf) {
        Map<String, List<T>> well = groups(candidates, preference, endpointOf);
        Map<String, List<T>> unwell = groups(ejected, preference, endpointOf);
        if (preference.kind() == Preference.Kind.NONE || isAllNear(well, unwell)) {
            return EVEN;
        }
        unwell.keySet().forEach(name -> well.computeIfAbsent(name, none -> List.of()));
        candidates.clear();
        well.values().forEach(candidates::addAll);
        return new Spread(preference.reason(), shares(well, unwell, preference.kind()));
    }

    private static boolean isAllNear(Map<String, ?> well, Map<String, ?> unwell) {
        return well.keySet().equals(Set.of(""))
                && (unwell.isEmpty() || unwell.keySet().equals(well.keySet()));
    }

    private static <T> Map<String, List<T>> groups(
            Collection<T> some, Preference preference, Function<T, Endpoint> endpointOf) {
        Map<String, List<T>> groups = new TreeMap<>(); // the empty name, that of the near ones, is the first
        for (T each : some) {
            groups.computeIfAbsent(preference.groupOf(endpointOf.apply(each)), name -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    private static <T> List<Group> shares(
            Map<String, List<T>> well, Map<String, List<T>> unwell, Preference.Kind kind) {
        List<String> names = List.copyOf(well.keySet());
        int[] sizes = well.values().stream().mapToInt(List::size).toArray();
        int[] ready = new int[sizes.length];
        int all = 0;
        for (int i = 0; i < sizes.length; i++) {
            ready[i] = sizes[i] + unwell.getOrDefault(names.get(i), List.of()).size();
            all += ready[i];
        }
        double callers = 1.0 / names.size();
        double near = Math.min(1, sizes[0] / (ENOUGH_WELL * ready[0]));
        double[] far = new double[sizes.length];
        for (int i = 1; i < far.length; i++) {
            far[i] = sizes[i] == 0 ? 0 : Math.max(0, (double) ready[i] / all - callers);
        }
        if (kind == Preference.Kind.ZONE) {
            near *= Math.min(1, (double) ready[0] / all / callers);
        }
        return groups(names, sizes, near, far);
    }

    private static List<Group> groups(List<String> names, int[] sizes, double near, double[] far) {
        double total = 0;
        int others = 0;
        for (int i = 1; i < far.length; i++) {
            total += far[i];
            others += sizes[i];
        }
        double nearShare = others == 0 ? 1 : near;
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(names.get(0), sizes[0], nearShare));
        for (int i = 1; i < far.length; i++) {
            double part = total > 0 ? far[i] / total : others == 0 ? 0 : (double) sizes[i] / others;
            groups.add(new Group(names.get(i), sizes[i], part));
        }
        return groups;
    }

    /** Whether no endpoint is preferred. */
    public boolean isEven() {
        return groups.isEmpty();
    }
}
