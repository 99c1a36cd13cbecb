// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import dev.cairn.discovery.Endpoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which endpoints of a service are near the caller, and why they go first.
 *
 * <p>Hints of EndpointSlices count as they do for kube-proxy: only when every ready endpoint has some, and one names the caller's node
 * or zone. Those for nodes go before those for zones (KEP-3015). Without hints the caller's own zone counts, when the Service's traffic
 * distribution or an option asks for it, and from six endpoints on.
 *
 * <p><b>Immutable.</b>
 *
 * @param kind what is compared
 * @param place the caller's node or zone
 * @param reason why these are preferred, for people
 */
public record Preference(Kind kind, String place, String reason) {
    /** What makes an endpoint a near one. */
    public enum Kind {
        /** None is nearer than others. */
        NONE,
        /** A hint names the caller's node. */
        NODE_HINT,
        /** A hint names the caller's zone. */
        ZONE_HINT,
        /** It runs on the caller's node. */
        NODE,
        /** It runs in the caller's zone. */
        ZONE
    }

    /** All are equal. */
    public static final Preference NONE = new Preference(Kind.NONE, "", "");

    private static final int LEAST_ENDPOINTS = 6; // below, zones are too small to bear their share
    private static final String SAME_NODE = "PreferSameNode";
    private static final Set<String> SAME_ZONE = Set.of("PreferClose", "PreferSameZone", SAME_NODE);

    /**
     * What holds for a service.
     *
     * @param ready its ready endpoints, ejected ones among them
     * @param own where the caller is
     * @param distribution the Service's {@code trafficDistribution}; empty for none
     * @param zoneAware whether an option asks for the own zone in any case
     */
    public static Preference of(Collection<Endpoint> ready, Locality own, String distribution, boolean zoneAware) {
        if (allHave(ready, Endpoint::nodeHints) && anyNames(ready, Endpoint::nodeHints, own.node())) {
            return new Preference(Kind.NODE_HINT, own.node(), "hints for node " + own.node());
        }
        if (allHave(ready, Endpoint::zoneHints) && anyNames(ready, Endpoint::zoneHints, own.zone())) {
            return new Preference(Kind.ZONE_HINT, own.zone(), "hints for zone " + own.zone());
        }
        String because = zoneAware ? "zoneAware" : "trafficDistribution " + distribution;
        if (distribution.equals(SAME_NODE) && isIn(ready, Endpoint::nodeName, own.node())) {
            return new Preference(Kind.NODE, own.node(), "node " + own.node() + ", " + because);
        }
        boolean isWanted = zoneAware || SAME_ZONE.contains(distribution);
        if (isWanted && ready.size() >= LEAST_ENDPOINTS && isIn(ready, Endpoint::zone, own.zone())) {
            return new Preference(Kind.ZONE, own.zone(), "zone " + own.zone() + ", " + because);
        }
        return NONE;
    }

    private static boolean allHave(Collection<Endpoint> ready, Function<Endpoint, List<String>> hints) {
        return ready.stream().noneMatch(endpoint -> hints.apply(endpoint).isEmpty());
    }

    private static boolean anyNames(Collection<Endpoint> ready, Function<Endpoint, List<String>> hints, String place) {
        return ready.stream().anyMatch(endpoint -> hints.apply(endpoint).contains(place));
    }

    private static boolean isIn(Collection<Endpoint> ready, Function<Endpoint, Optional<String>> where, String place) {
        return ready.stream()
                .anyMatch(
                        endpoint -> where.apply(endpoint).filter(place::equals).isPresent());
    }

    /** Whether the endpoint is a near one. */
    public boolean isNear(Endpoint endpoint) {
        return switch (kind) {
            case NONE -> false;
            case NODE_HINT -> endpoint.nodeHints().contains(place);
            case ZONE_HINT -> endpoint.zoneHints().contains(place);
            case NODE -> endpoint.nodeName().filter(place::equals).isPresent();
            case ZONE -> endpoint.zone().filter(place::equals).isPresent();
        };
    }

    /** The group of the endpoint: empty for the near ones, else its zone, where zones have a share each. */
    String groupOf(Endpoint endpoint) {
        if (isNear(endpoint)) {
            return "";
        }
        return kind == Kind.ZONE ? "zone " + endpoint.zone().orElse("unknown") : "elsewhere";
    }
}
