// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.hash;

import dev.cairn.discovery.Endpoint;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Endpoints in the order of the hashes of their names, which all clients agree on, in whatever order discovery lists them.
 *
 * <p>A name is host name and port where discovery knows a host name, so that a pod of a StatefulSet stays who it was when it comes back
 * with another address; else, and when several have the same host name, address and port.
 *
 * <p><b>Immutable.</b>
 */
public final class EndpointOrder {
    private record Named(String name, long hash, int index) {}

    private final int[] indices;
    private final long[] hashes;

    /** The order of these; {@code portOf} says the port of each by its index. */
    public EndpointOrder(List<Endpoint> endpoints, IntUnaryOperator portOf) {
        Set<String> shared = sharedHostNames(endpoints);
        List<Named> ordered = IntStream.range(0, endpoints.size())
                .mapToObj(index -> named(endpoints.get(index), portOf.applyAsInt(index), index, shared))
                .sorted(Comparator.comparingLong(Named::hash).thenComparing(Named::name))
                .toList();
        indices = ordered.stream().mapToInt(Named::index).toArray();
        hashes = ordered.stream().mapToLong(Named::hash).toArray();
    }

    private static Set<String> sharedHostNames(List<Endpoint> endpoints) {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            String hostname = endpoint.hostname().orElse("");
            if (!seen.add(hostname)) {
                shared.add(hostname);
            }
        }
        return shared;
    }

    private static Named named(Endpoint endpoint, int port, int index, Set<String> sharedHostNames) {
        String hostname = endpoint.hostname().orElse("");
        String host = hostname.isEmpty() || sharedHostNames.contains(hostname)
                ? endpoint.address().toString()
                : hostname;
        String name = host + ":" + port;
        return new Named(name, Hash64.of(name), index);
    }

    /** How many there are. */
    public int count() {
        return indices.length;
    }

    /** Which of the endpoints, as they were given, is at this place in the order. */
    public int indexAt(int place) {
        return indices[place];
    }

    /** The hash of the name of the one at this place. */
    public long hashAt(int place) {
        return hashes[place];
    }
}
