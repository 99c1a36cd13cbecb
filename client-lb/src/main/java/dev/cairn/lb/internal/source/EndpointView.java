// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import java.util.List;

/**
 * What a source knows of a target at one moment.
 *
 * <p><b>Immutable.</b>
 *
 * @param status what kind of knowledge it is
 * @param endpoints all endpoints, not-ready ones among them; empty unless the status is {@code KNOWN}
 * @param detail why there is none, for people; empty when the status is {@code KNOWN}
 * @param freshness how far the knowledge can be trusted
 * @param rules what the Service says of how to choose; {@link ServiceRules#NONE} where there is none
 */
public record EndpointView(
        Status status, List<Destination> endpoints, String detail, Freshness freshness, ServiceRules rules) {
    /** Kinds of knowledge. */
    public enum Status {
        /** Nothing is known yet. */
        PENDING,
        /** The endpoints are known; the list may be empty. */
        KNOWN,
        /** The origin says that there is no such name. */
        ABSENT,
        /** The target's port is not one of the service's, or cannot be told. */
        NO_SUCH_PORT,
        /** Nothing is known, and somebody must change something first. */
        REFUSED
    }

    /** Copies the list. */
    public EndpointView {
        endpoints = List.copyOf(endpoints);
    }

    /** Known endpoints. */
    public static EndpointView known(List<Destination> endpoints, Freshness freshness) {
        return new EndpointView(Status.KNOWN, endpoints, "", freshness, ServiceRules.NONE);
    }

    /** No endpoints, and why. */
    public static EndpointView none(Status status, String detail, Freshness freshness) {
        return new EndpointView(status, List.of(), detail, freshness, ServiceRules.NONE);
    }

    /** The same knowledge, trusted otherwise. */
    public EndpointView with(Freshness other) {
        return new EndpointView(status, endpoints, detail, other, rules);
    }

    /** The same knowledge, with what the Service says. */
    public EndpointView with(ServiceRules other) {
        return new EndpointView(status, endpoints, detail, freshness, other);
    }
}
