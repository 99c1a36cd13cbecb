// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.World.Conditions;
import dev.cairn.e2e.differential.World.Endpoint;
import dev.cairn.e2e.differential.World.Kind;
import dev.cairn.e2e.differential.World.Port;
import dev.cairn.e2e.differential.World.Service;
import dev.cairn.e2e.differential.World.Slice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The one world of all random Corefiles, with what clusters commonly hold; what is odd in names is for the random worlds. */
final class Town {
    private static final List<Port> WEB_PORTS = List.of(new Port("http", "TCP", 80), new Port("https", "TCP", 443));
    private static final List<Port> ONE_PORT = List.of(new Port("", "TCP", 5432));
    private static final int LARGE = 90;

    private final List<Service> services = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();

    private Town() {}

    /** All its objects. */
    static World world() {
        Town town = new Town();
        List<String> namespaces = List.of("shop", "bank", "lab", "void", "default", "kube-system");
        for (int i = 0; i < 3; i++) {
            town.fill(namespaces.get(i), i);
        }
        town.add(new Service("lab", "large", Kind.HEADLESS, List.of(), WEB_PORTS, "", false));
        town.slice(town.last(), "large", "IPv4", endpoints("10.244.9.", 1, LARGE, ""));
        return World.of(0, namespaces, town.services, town.slices);
    }

    private void fill(String namespace, int number) {
        String ip = "10.100." + number + ".";
        String pods = "10.244." + (20 + number) + ".";
        add(new Service(namespace, "web", Kind.CLUSTER_IP, List.of(ip + "1"), WEB_PORTS, "", false));
        slice(last(), "web", "IPv4", endpoints(pods, 1, 3, ""));
        add(new Service(
                namespace,
                "both",
                Kind.CLUSTER_IP,
                List.of(ip + "2", "fd00:96::" + (number + 2)),
                List.of(new Port("dns", "UDP", 53)),
                "",
                false));
        slice(last(), "both", "IPv4", endpoints(pods, 11, 2, ""));
        add(new Service(namespace, "idle", Kind.CLUSTER_IP, List.of(ip + "3"), ONE_PORT, "", false));
        add(new Service(namespace, "db", Kind.HEADLESS, List.of(), ONE_PORT, "", false));
        slice(last(), "db", "IPv4", endpoints(pods, 21, 3, "db-"));
        add(new Service(namespace, "peers", Kind.HEADLESS, List.of(), WEB_PORTS, "", false));
        slice(last(), "peers4", "IPv4", endpoints(pods, 31, 4, ""));
        slice(last(), "peers6", "IPv6", endpoints("fd00:244::" + (number + 1) + ":", 1, 2, ""));
        add(new Service(namespace, "away", Kind.EXTERNAL_NAME, List.of(), List.of(), "d3-away.example.org", false));
        add(new Service(
                namespace, "near", Kind.EXTERNAL_NAME, List.of(), List.of(), "web.shop.svc.cluster.local", false));
    }

    private static List<Endpoint> endpoints(String prefix, int first, int count, String hostname) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            endpoints.add(new Endpoint(
                    List.of(prefix + (first + i)),
                    hostname.isEmpty() ? "" : hostname + i,
                    "pod-" + (first + i),
                    i == 2 ? Conditions.NOT_READY : Conditions.READY));
        }
        return endpoints;
    }

    private void add(Service service) {
        services.add(service);
    }

    private Service last() {
        return services.get(services.size() - 1);
    }

    private void slice(Service service, String name, String family, List<Endpoint> endpoints) {
        slices.add(new Slice(
                service.namespace(), name + "-" + slices.size(), service.name(), family, service.ports(), endpoints));
    }

    /** The names of Services below the zone, those of endpoints and ports too, and some that do not exist. */
    static List<String> names(World world) {
        Set<String> names = new LinkedHashSet<>();
        for (Service service : world.services()) {
            String path = service.path();
            names.add(path);
            if (service.kind() != Kind.EXTERNAL_NAME) {
                service.ports().stream()
                        .filter(port -> !port.name().isEmpty())
                        .forEach(port -> names.add("_" + port.name() + "._"
                                + port.protocol().toLowerCase(java.util.Locale.ROOT) + "." + path));
            }
        }
        for (Slice slice : world.slices()) {
            slice.endpoints().stream().limit(3).forEach(endpoint -> {
                String label = endpoint.hostname().isEmpty()
                        ? WorldNames.dashed(endpoint.addresses().get(0))
                        : endpoint.hostname();
                names.add(label + "." + slice.servicePath());
                names.add(endpoint.podName() + "." + slice.servicePath());
            });
        }
        for (String namespace : List.of("shop", "bank", "lab", "void", "gone", "default")) {
            names.addAll(List.of(
                    "gone." + namespace + ".svc",
                    "d3-out." + namespace + ".svc",
                    "10-244-0-1." + namespace + ".pod",
                    "10-244-99-1." + namespace + ".pod",
                    namespace + ".svc",
                    namespace + ".pod"));
        }
        names.addAll(List.of("d1-gone", "gone", "svc", "pod", "nx-1.svc"));
        return List.copyOf(names);
    }

    /** The reverse names of addresses that Services and endpoints have, and of some that nobody has. */
    static List<String> reverseNames(World world) {
        Set<String> names = new LinkedHashSet<>();
        world.services().forEach(service -> service.clusterIps().forEach(ip -> names.add(WorldNames.reverse(ip))));
        world.slices()
                .forEach(slice -> slice.endpoints().stream()
                        .limit(3)
                        .forEach(endpoint -> names.add(
                                WorldNames.reverse(endpoint.addresses().get(0)))));
        for (String address : List.of("10.100.77.7", "10.244.77.7", "192.0.2.1", "fd00:96::77", "2001:db8::1")) {
            names.add(WorldNames.reverse(address));
        }
        return List.copyOf(names);
    }
}
