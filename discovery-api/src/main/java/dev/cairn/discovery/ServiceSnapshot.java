// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything known of one Service at one moment.
 *
 * <p>Two snapshots of a Service share, as the same objects, every part that did not change between them. A consumer therefore
 * finds the difference by comparing references, and its work is that of the change and not that of the Service.
 *
 * <p><b>Immutable.</b>
 */
public final class ServiceSnapshot {
    private final Service service;
    private final List<EndpointGroup> groups;
    private final long version;
    private final String origin;
    private final Instant seenAt;

    private ServiceSnapshot(Service service, List<EndpointGroup> groups, long version, String origin, Instant seenAt) {
        this.service = Objects.requireNonNull(service, "service");
        this.groups = List.copyOf(groups);
        this.version = version;
        this.origin = Objects.requireNonNull(origin, "origin");
        this.seenAt = Objects.requireNonNull(seenAt, "seenAt");
    }

    /**
     * A snapshot.
     *
     * @param version grows with every change that one source sees of this Service
     * @param origin where the source has it from, for people: {@code https://10.96.0.1:443}, {@code examples/shop}
     * @param seenAt when the source saw the last change of it
     */
    public static ServiceSnapshot of(
            Service service, List<EndpointGroup> groups, long version, String origin, Instant seenAt) {
        return new ServiceSnapshot(service, groups, version, origin, seenAt);
    }

    /** The Service itself. */
    public Service service() {
        return service;
    }

    /** Its identity. */
    public ServiceName name() {
        return service.name();
    }

    /** Its endpoints, group by group. One address may stand in several groups while it moves between them. */
    public List<EndpointGroup> groups() {
        return groups;
    }

    /** A number that grows with every change that one source sees of this Service. */
    public long version() {
        return version;
    }

    /** Where the source has it from, for people to read. */
    public String origin() {
        return origin;
    }

    /** When the source saw the last change of it. */
    public Instant seenAt() {
        return seenAt;
    }

    /**
     * The endpoints that listen on the Service port of this name, over all groups and both families, each address and port number
     * once: where several groups hold it, a ready one wins, then a draining one, then the first.
     *
     * @param portName a {@link ServicePort#name()}; empty for the unnamed port
     */
    public List<ReachableEndpoint> endpointsOn(String portName) {
        Map<Object, ReachableEndpoint> merged = new LinkedHashMap<>();
        for (EndpointGroup group : groups) {
            for (EndpointPort port : group.ports()) {
                if (port.name().equals(portName)) {
                    group.endpoints().forEach(endpoint -> merge(merged, new ReachableEndpoint(endpoint, port)));
                }
            }
        }
        return new ArrayList<>(merged.values());
    }

    private static void merge(Map<Object, ReachableEndpoint> merged, ReachableEndpoint candidate) {
        Object key = List.of(candidate.endpoint().address(), candidate.port().number());
        merged.merge(key, candidate, (held, other) -> rank(other.endpoint()) > rank(held.endpoint()) ? other : held);
    }

    private static int rank(Endpoint endpoint) {
        return endpoint.isReady() ? 2 : endpoint.isDraining() ? 1 : 0;
    }

    @Override
    public String toString() {
        return service + " " + groups + " version " + version + " from " + origin;
    }
}
