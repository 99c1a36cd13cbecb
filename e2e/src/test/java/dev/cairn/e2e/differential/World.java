// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one random world. <b>Immutable.</b>
 *
 * @param seed what it was drawn from
 * @param isEmptyHidden whether servers hide Services without a ready endpoint
 * @param namespaces those that exist, empty ones among them
 */
record World(
        long seed,
        boolean isEmptyHidden,
        List<String> namespaces,
        List<Service> services,
        List<Slice> slices,
        Map<String, Service> servicesByPath,
        Map<String, List<Slice>> slicesByPath) {

    enum Kind {
        CLUSTER_IP,
        HEADLESS,
        EXTERNAL_NAME
    }

    /**
     * A port of a Service or of a slice.
     *
     * @param name empty for none
     * @param number 0 for none, which only a slice may have
     */
    record Port(String name, String protocol, int number) {}

    /**
     * A Service.
     *
     * @param clusterIps the first decides which family is the first
     * @param target of an ExternalName; empty for others
     */
    record Service(
            String namespace,
            String name,
            Kind kind,
            List<String> clusterIps,
            List<Port> ports,
            String target,
            boolean publishesNotReady) {

        Service {
            clusterIps = List.copyOf(clusterIps);
            ports = List.copyOf(ports);
        }

        /** The same with one port that it had not. */
        Service withOtherPorts() {
            return new Service(
                    namespace, name, kind, clusterIps, List.of(new Port("other", "TCP", 7)), target, publishesNotReady);
        }

        /** Its name below the zone. */
        String path() {
            return name + "." + namespace + ".svc";
        }
    }

    /**
     * An endpoint of a slice.
     *
     * @param hostname empty for none
     * @param podName empty for none
     * @param conditions the JSON of its conditions, without those that are not said
     */
    record Endpoint(List<String> addresses, String hostname, String podName, Conditions conditions) {

        Endpoint {
            addresses = List.copyOf(addresses);
        }

        boolean isReady() {
            return conditions == Conditions.READY || conditions == Conditions.NOTHING_SAID;
        }
    }

    /** What a slice may say of an endpoint. */
    enum Conditions {
        NOTHING_SAID,
        READY,
        NOT_READY,
        TERMINATING,
        TERMINATING_AND_SERVING
    }

    /**
     * An EndpointSlice.
     *
     * @param service the Service that it says it belongs to; there need not be one
     * @param type IPv4 or IPv6
     */
    record Slice(
            String namespace, String name, String service, String type, List<Port> ports, List<Endpoint> endpoints) {

        Slice {
            ports = List.copyOf(ports);
            endpoints = List.copyOf(endpoints);
        }

        /** The same with the endpoints in an order of their own, some of them gone, all of them ready. */
        Slice withOtherEndpoints() {
            List<Endpoint> others = new ArrayList<>();
            for (int i = endpoints.size() - 1; i >= 0; i -= 2) {
                Endpoint endpoint = endpoints.get(i);
                others.add(new Endpoint(endpoint.addresses(), "other-" + i, endpoint.podName(), Conditions.READY));
            }
            return new Slice(namespace, name, service, type, List.of(new Port("other", "TCP", 7)), others);
        }

        /** The name of its Service below the zone. */
        String servicePath() {
            return service + "." + namespace + ".svc";
        }
    }

    World {
        namespaces = List.copyOf(namespaces);
        services = List.copyOf(services);
        slices = List.copyOf(slices);
    }

    static World of(long seed, List<String> namespaces, List<Service> services, List<Slice> slices) {
        return new World(
                seed,
                false,
                namespaces,
                services,
                slices,
                services.stream().collect(Collectors.toMap(Service::path, Function.identity())),
                slices.stream().collect(Collectors.groupingBy(Slice::servicePath)));
    }

    /**
     * The same as servers show it.
     *
     * @param others namespaces that are left of other worlds
     * @param hidesEmpty whether Services without a ready endpoint are hidden
     */
    World asServed(Set<String> others, boolean hidesEmpty) {
        Set<String> all = new TreeSet<>(others);
        all.addAll(namespaces);
        return new World(seed, hidesEmpty, List.copyOf(all), services, slices, servicesByPath, slicesByPath);
    }

    /** What of it is seen by who asks for objects by their labels. */
    World withObjectsOf(String label) {
        return of(
                seed,
                namespaces,
                services.stream()
                        .filter(service -> Marks.label(service.name()).equals(label))
                        .toList(),
                slices.stream()
                        .filter(slice -> Marks.label(slice.name()).equals(label))
                        .toList());
    }

    /** What of it is seen by who asks for namespaces by their labels; the first ones have none. */
    World withNamespacesOf(String label) {
        return withNamespaces(namespaces.stream()
                .filter(name -> Stand.FIRST_NAMESPACES.contains(name)
                        || Marks.label(name).equals(label))
                .toList());
    }

    /** What of it is seen by who asks for these namespaces. */
    World withNamespaces(List<String> shown) {
        return new World(seed, isEmptyHidden, shown, services, slices, servicesByPath, slicesByPath);
    }

    /** The Service with this name below the zone; null if there is none. */
    @Nullable
    Service service(String path) {
        return servicesByPath.get(path);
    }

    boolean hasReadyEndpoint(Service service) {
        return slicesByPath.getOrDefault(service.path(), List.of()).stream()
                .flatMap(slice -> slice.endpoints().stream())
                .anyMatch(Endpoint::isReady);
    }

    /** The ports that names are made of: those of the slices with a ready endpoint of a headless Service, its own of another one. */
    List<Port> ports(@Nullable Service service) {
        if (service == null || service.kind() != Kind.HEADLESS) {
            return service == null ? List.of() : service.ports();
        }
        return slicesByPath.getOrDefault(service.path(), List.of()).stream()
                .filter(slice -> slice.endpoints().stream().anyMatch(Endpoint::isReady))
                .flatMap(slice -> slice.ports().stream())
                .toList();
    }
}
