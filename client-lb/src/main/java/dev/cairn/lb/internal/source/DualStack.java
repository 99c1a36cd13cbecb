// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the addresses of a pod.
 *
 * <p>A dual-stack pod stands in two EndpointSlices, once with each address, and is one endpoint all the same: it does the work of one,
 * and what is known of it holds for both addresses. Entries of one pod and port number are joined, where a pod is told by its uid, else
 * by its name; an entry without either stays alone.
 */
final class DualStack {
    private record PodPort(String pod, int port) {}

    private DualStack() {}

    /**
     * The endpoints, each pod once.
     *
     * @param preferred the family to call first
     */
    static List<Destination> join(List<ReachableEndpoint> entries, AddressFamily preferred) {
        Map<Object, Destination> joined = new LinkedHashMap<>(entries.size() * 2);
        for (ReachableEndpoint entry : entries) {
            joined.merge(key(entry), Destination.of(entry), (held, other) -> joined(held, other, preferred));
        }
        return List.copyOf(joined.values());
    }

    private static Object key(ReachableEndpoint entry) {
        Endpoint endpoint = entry.endpoint();
        String pod = endpoint.podUid().or(endpoint::podName).orElse("");
        int port = entry.port().number();
        return pod.isEmpty() ? List.of(endpoint.address(), port) : new PodPort(pod, port);
    }

    /** While slices change one after the other their words may differ: the better one holds, and its address is called. */
    private static Destination joined(Destination held, Destination other, AddressFamily preferred) {
        int better = rank(other.endpoint()) - rank(held.endpoint());
        boolean isOtherFirst = better > 0
                || better == 0
                        && held.endpoint().address().family() != preferred
                        && other.endpoint().address().family() == preferred;
        Destination first = isOtherFirst ? other : held;
        Destination second = isOtherFirst ? held : other;
        if (better != 0) {
            return first;
        }
        Set<IpAddress> others = new LinkedHashSet<>(first.otherAddresses());
        others.add(second.endpoint().address());
        others.addAll(second.otherAddresses());
        others.remove(first.endpoint().address());
        return new Destination(first.endpoint(), first.port(), List.copyOf(others));
    }

    private static int rank(Endpoint endpoint) {
        return endpoint.isReady() ? 2 : endpoint.isDraining() ? 1 : 0;
    }
}
