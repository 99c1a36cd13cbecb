// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.World.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a name stands in a world. <b>Immutable.</b>
 *
 * @param zone of those served, in lower case; {@link #OUTSIDE} for none
 * @param below the labels before the zone in lower case, the nearest to the zone first
 * @param service the Service that the name is or is below of; null if there is none
 */
record Place(
        World world,
        String zone,
        List<String> below,
        @Nullable Service service) {
    private static final String OUTSIDE = ".";
    private static final int SERVICE_LABELS = 3;
    private static final List<String> ZONES = List.of(WorldNames.ZONE, "in-addr.arpa", "ip6.arpa");

    static Place of(World world, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String zone : ZONES) {
            if (lower.equals(zone)) {
                return new Place(world, zone, List.of(), null);
            }
            if (lower.endsWith("." + zone)) {
                List<String> below = below(lower.substring(0, lower.length() - zone.length() - 1));
                return new Place(world, zone, below, service(world, below));
            }
        }
        return new Place(world, OUTSIDE, below(lower), null);
    }

    private static List<String> below(String name) {
        List<String> labels = new ArrayList<>(List.of(name.split("\\.")));
        Collections.reverse(labels);
        return List.copyOf(labels);
    }

    private static @Nullable Service service(World world, List<String> below) {
        if (below.size() < SERVICE_LABELS || !below.get(0).equals("svc")) {
            return null;
        }
        return world.service(below.get(2) + "." + below.get(1) + ".svc");
    }

    boolean isOutside() {
        return zone.equals(OUTSIDE);
    }

    boolean isReverse() {
        return !isOutside() && !isInCluster();
    }

    private boolean isInCluster() {
        return zone.equals(WorldNames.ZONE);
    }

    /** Whether this is the name with these labels before a zone. */
    boolean is(String name) {
        return !isOutside() && String.join(".", reversed()).equals(name);
    }

    private List<String> reversed() {
        List<String> labels = new ArrayList<>(below);
        Collections.reverse(labels);
        return labels;
    }

    /** The labels below the Service, the nearest to it first; none if there is no Service. */
    List<String> belowService() {
        return service == null ? List.of() : below.subList(SERVICE_LABELS, below.size());
    }

    boolean isOf(World.Kind kind) {
        return service != null && service.kind() == kind;
    }

    /** Whether the name is that of a Service of this kind, and not below one. */
    boolean isService(World.Kind kind) {
        return isOf(kind) && belowService().isEmpty();
    }

    /** Whether the name is that of a Service with cluster IPs and no endpoint that is ready. */
    boolean isEmptyService() {
        return isService(World.Kind.CLUSTER_IP) && !world.hasReadyEndpoint(Objects.requireNonNull(service));
    }

    boolean isApex() {
        return below.isEmpty();
    }

    /** Whether the name exists because others are below it: the zone, {@code svc}, {@code pod}, namespaces in these. */
    boolean isContainer() {
        if (!isInCluster() || below.size() > 2) {
            return false;
        }
        boolean isKind =
                below.isEmpty() || below.get(0).equals("svc") || below.get(0).equals("pod");
        return isKind && (below.size() < 2 || world.namespaces().contains(below.get(1)));
    }

    /** Whether this is below the reverse name of a single address. */
    boolean isBelowAddress() {
        return isReverse() && below.size() > (zone.equals("ip6.arpa") ? 32 : 4);
    }

    /** Whether this is the reverse name of a cluster IP that its Service does not spell as RFC 5952 wants. */
    boolean isUncommonlySpelled() {
        String name = String.join(".", reversed()) + "." + zone;
        return world.services().stream()
                .flatMap(each -> each.clusterIps().stream())
                .anyMatch(address ->
                        address.contains("::0:") && WorldNames.reverse(address).equals(name));
    }

    /** Whether this is {@code _port._proto} of the Service or of its slices. */
    boolean isPort() {
        return ports().anyMatch(port -> port.number() > 0);
    }

    /** Whether this is {@code _port._proto}, but only of ports that have no number. */
    boolean isPortWithoutNumber() {
        return ports().findAny().isPresent() && !isPort();
    }

    private Stream<World.Port> ports() {
        List<String> labels = belowService();
        return world.ports(service).stream()
                .filter(port -> labels.size() == 2
                        && labels.get(1).equals("_" + port.name())
                        && labels.get(0).equals(protocolLabel(port)));
    }

    /** Whether this is port and protocol of the Service or of its slices, where one lacks its underscore. */
    boolean isPortWithoutUnderscores() {
        List<String> labels = belowService();
        return labels.size() == 2
                && !(labels.get(0).startsWith("_") && labels.get(1).startsWith("_"))
                && (isOf(World.Kind.EXTERNAL_NAME)
                        || world.ports(service).stream()
                                .anyMatch(port -> labels.get(1).equals("_" + port.name())
                                        || labels.get(1).equals(port.name())
                                        || labels.get(1).equals("_")));
    }

    /** Whether port or protocol is a lone underscore. */
    boolean isNamelessPort() {
        return belowService().size() == 2 && belowService().contains("_");
    }

    /** Whether this is a {@code _proto} that ports of the Service are below of. */
    boolean isProtocol() {
        List<String> labels = belowService();
        return labels.size() == 1
                && world.ports(service).stream()
                        .anyMatch(port -> !port.name().isEmpty()
                                && port.number() > 0
                                && labels.get(0).equals(protocolLabel(port)));
    }

    private static String protocolLabel(World.Port port) {
        return "_" + port.protocol().toLowerCase(Locale.ROOT);
    }

    /** Whether zonal names are below this one: {@code _zone}, {@code pin._zone} or {@code prefer._zone} of a headless Service. */
    boolean isAboveZonal() {
        return isOf(World.Kind.HEADLESS)
                && List.of(List.of("_zone"), List.of("_zone", "pin"), List.of("_zone", "prefer"))
                        .contains(belowService());
    }

    /** Whether this is a zonal name of a headless Service without a ready endpoint. */
    boolean isZonalOfNothing() {
        List<String> labels = belowService();
        return isOf(World.Kind.HEADLESS)
                && labels.size() > 2
                && labels.get(0).equals("_zone")
                && service != null
                && world.slicesByPath().getOrDefault(service.path(), List.of()).stream()
                        .flatMap(slice -> slice.endpoints().stream())
                        .noneMatch(World.Endpoint::isReady);
    }

    boolean isBelowPod() {
        return isInCluster() && below.size() > SERVICE_LABELS && below.get(0).equals("pod");
    }

    /** Whether this is a pod's name, one label before the namespace. */
    boolean isPod() {
        return isInCluster() && below.size() == SERVICE_LABELS && below.get(0).equals("pod");
    }
}
