// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.lb.internal.hash.Aperture;
import dev.cairn.lb.internal.hash.EndpointOrder;
import dev.cairn.lb.internal.hash.Rendezvous;
import dev.cairn.lb.policy.Candidate;
import dev.cairn.lb.policy.Picker;
import dev.cairn.lb.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that this client calls, of all that are ready, and what part of an even share each of them gets.
 *
 * <p>It is chosen among all ready ones, those that are ejected among them: so it stays while endpoints are ejected and come back, and who
 * is ejected, who the peers are, and when too many are ejected, is judged within it. Those that aren't ready belong to it all, since
 * draining ones take calls when none is ready.
 *
 * <p><b>Immutable.</b>
 */
final class Subset {
    /** Nobody is left out. */
    static final Subset NONE = new Subset(Map.of(), Set.of());

    private final Map<Candidate, Double> parts; // of those that get less than a share
    private final Set<TrackedEndpoint> leftOut;

    private Subset(Map<Candidate, Double> parts, Set<TrackedEndpoint> leftOut) {
        this.parts = parts;
        this.leftOut = leftOut;
    }

    /**
     * At least {@code size} of those that are ready.
     *
     * @param place of the client among all clients; null when that isn't known
     * @param identity of the client, which decides when its place isn't known
     */
    static Subset of(List<TrackedEndpoint> endpoints, int size, @Nullable ClientPlace place, long identity) {
        List<TrackedEndpoint> ready = endpoints.stream()
                .filter(endpoint -> endpoint.endpoint().isReady())
                .toList();
        if (ready.size() <= size) {
            return NONE;
        }
        EndpointOrder order = new EndpointOrder(
                ready.stream().map(TrackedEndpoint::endpoint).toList(),
                index -> ready.get(index).address().getPort());
        return place == null ? drawn(ready, order, size, identity) : arc(ready, order, size, place);
    }

    private static Subset drawn(List<TrackedEndpoint> ready, EndpointOrder order, int size, long identity) {
        Set<TrackedEndpoint> leftOut = new HashSet<>();
        IntStream.range(0, order.count())
                .boxed()
                .sorted(Comparator.comparingLong(one -> Rendezvous.draw(order.hashAt(one), identity)))
                .skip(size)
                .forEach(one -> leftOut.add(ready.get(order.indexAt(one))));
        return new Subset(Map.of(), leftOut);
    }

    private static Subset arc(List<TrackedEndpoint> ready, EndpointOrder order, int size, ClientPlace place) {
        Aperture aperture = Aperture.of(place.rank(), place.clients(), order.count(), size);
        Map<Candidate, Double> parts = new HashMap<>();
        Set<TrackedEndpoint> leftOut = new HashSet<>();
        for (int i = 0; i < order.count(); i++) {
            double overlap = aperture.overlap(i);
            TrackedEndpoint endpoint = ready.get(order.indexAt(i));
            if (overlap <= 0) {
                leftOut.add(endpoint);
            } else if (overlap < 1) {
                parts.put(endpoint, overlap);
            }
        }
        return new Subset(parts, leftOut);
    }

    /** Those of the endpoints that belong to it. */
    List<TrackedEndpoint> within(List<TrackedEndpoint> endpoints) {
        if (leftOut.isEmpty()) {
            return endpoints;
        }
        List<TrackedEndpoint> members = new ArrayList<>(endpoints);
        members.removeAll(leftOut);
        return members;
    }

    /** Whether this client doesn't call the endpoint although it is ready. */
    boolean leavesOut(TrackedEndpoint endpoint) {
        return leftOut.contains(endpoint);
    }

    /** Whether everybody gets the same part of an even share as in another one. */
    boolean hasPartsOf(Subset other) {
        return parts.equals(other.parts);
    }

    /** A picker by the policy, of which each endpoint gets its part. */
    Picker picker(List<Candidate> candidates, Policy policy, RandomGenerator random) {
        Picker picker = policy.newPicker(candidates);
        double[] each = candidates.stream()
                .mapToDouble(candidate -> parts.getOrDefault(candidate, 1.0))
                .toArray();
        return parts.isEmpty() ? picker : new PartialPicker(picker, each, random);
    }
}
