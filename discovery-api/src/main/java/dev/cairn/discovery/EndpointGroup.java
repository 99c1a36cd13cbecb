// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Endpoints of one family that listen on the same ports: what one EndpointSlice is, and the unit of change.
 *
 * <p>A source hands out the same object for as long as nothing in the group changes.
 *
 * <p><b>Immutable.</b> Equal when all but {@link #changeTriggeredAt} is.
 */
public final class EndpointGroup {
    private static final long NOT_TOLD = Long.MIN_VALUE;

    private final String name;
    private final AddressFamily family;
    private final List<EndpointPort> ports;
    private final List<Endpoint> endpoints;
    private final long triggeredAtMillis; // NOT_TOLD for none
    private final String clusterId;

    private EndpointGroup(
            String name,
            AddressFamily family,
            List<EndpointPort> ports,
            List<Endpoint> endpoints,
            long triggeredAtMillis,
            String clusterId) {
        this.name = Objects.requireNonNull(name, "name");
        this.family = Objects.requireNonNull(family, "family");
        this.ports = List.copyOf(ports);
        this.endpoints = List.copyOf(endpoints);
        this.triggeredAtMillis = triggeredAtMillis;
        this.clusterId = clusterId;
        for (Endpoint endpoint : this.endpoints) {
            if (endpoint.address().family() != family) {
                throw new IllegalArgumentException(name + ": " + endpoint.address() + " is not of family " + family);
            }
        }
    }

    /**
     * A group.
     *
     * @param name what tells it apart from the Service's other groups: an EndpointSlice's name
     * @param ports resolved ports; empty when the Service has none
     * @param endpoints all of the given family, in the order of the origin
     * @throws IllegalArgumentException when an endpoint is of another family
     */
    public static EndpointGroup of(
            String name, AddressFamily family, List<EndpointPort> ports, List<Endpoint> endpoints) {
        return new EndpointGroup(name, family, ports, endpoints, NOT_TOLD, "");
    }

    /** The same group, and when the change happened that made it so. */
    public EndpointGroup changeTriggeredAt(Instant moment) {
        return new EndpointGroup(name, family, ports, endpoints, moment.toEpochMilli(), clusterId);
    }

    /** What tells it apart from the Service's other groups. */
    public String name() {
        return name;
    }

    /** The family of all its addresses. */
    public AddressFamily family() {
        return family;
    }

    /** The ports that all its endpoints listen on. */
    public List<EndpointPort> ports() {
        return ports;
    }

    /** The endpoints in the order of the origin, not-ready ones among them. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The same group as one that was imported from this cluster. */
    public EndpointGroup importedFrom(String cluster) {
        return new EndpointGroup(
                name, family, ports, endpoints, triggeredAtMillis, Objects.requireNonNull(cluster, "cluster"));
    }

    /** The cluster that it was imported from; empty for the cluster's own. */
    public String clusterId() {
        return clusterId;
    }

    /**
     * When a pod or the Service changed so that the origin made the group as it is, to the millisecond; empty when the origin does not
     * say so. From it follows how long a change took to get here.
     */
    public Optional<Instant> changeTriggeredAt() {
        return triggeredAtMillis == NOT_TOLD ? Optional.empty() : Optional.of(Instant.ofEpochMilli(triggeredAtMillis));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof EndpointGroup that
                        && name.equals(that.name)
                        && family == that.family
                        && ports.equals(that.ports)
                        && clusterId.equals(that.clusterId)
                        && endpoints.equals(that.endpoints);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, family, ports, endpoints.size());
    }

    @Override
    public String toString() {
        return name + " " + family + " " + ports + " " + endpoints.size() + " endpoints";
    }
}
