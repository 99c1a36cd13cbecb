// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.World.Kind;
import dev.cairn.e2e.differential.World.Port;
import dev.cairn.e2e.differential.World.Service;
import dev.cairn.e2e.differential.World.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws worlds: every kind of Service, and everything odd that the API server takes. <b>Confined to</b> one thread. */
final class WorldGenerator {
    static final String LONGEST_LABEL = "l".repeat(62) + "9";

    private static final int SERVICES_EACH = 9; // about, for each namespace
    private static final List<String> ODD_NAMESPACES = List.of(
            "svc",
            "pod",
            "com",
            "default",
            "kube-system",
            "a",
            "1",
            "local",
            "cluster",
            "dns",
            "10-0-0-1",
            "ns",
            "x--y",
            "n".repeat(63));
    private static final List<String> ODD_SERVICES = List.of(
            "a",
            "z",
            "svc",
            "pod",
            "tcp",
            "http",
            "any",
            "ns",
            "dns",
            "dns-version",
            "x--y",
            "a-1",
            "fd00--1",
            LONGEST_LABEL,
            "k" + "-".repeat(61) + "9");
    private static final List<String> PORT_NAMES = List.of(
            "http",
            "dns",
            "dns-tcp",
            "a",
            "tcp",
            "udp",
            "web",
            "1a",
            "x--y",
            "p".repeat(15),
            "p".repeat(62),
            "q".repeat(63));
    private static final List<String> PROTOCOLS = List.of("TCP", "TCP", "UDP", "SCTP");

    private final Draw draw;
    private final long seed;
    private final EndpointGenerator endpoints;
    private final Set<String> clusterIps = new HashSet<>();
    private final Set<String> taken = new HashSet<>();

    private WorldGenerator(long seed) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.endpoints = new EndpointGenerator(draw);
    }

    static World generate(long seed) {
        return new WorldGenerator(seed).world();
    }

    private World world() {
        List<String> namespaces = new ArrayList<>(draw.some(ODD_NAMESPACES, 8));
        for (int i = 0; i < 4; i++) {
            namespaces.add("w" + seed + "-" + draw.word(draw.between(1, 12)));
        }
        List<Service> services = new ArrayList<>();
        List<Slice> slices = new ArrayList<>();
        for (String namespace : namespaces) {
            int count = draw.percent(15) ? 0 : draw.between(1, 4 * SERVICES_EACH);
            for (int i = 0; i < count; i++) {
                Service service = service(namespace);
                if (taken.add(service.path())) {
                    services.add(service);
                    addSlices(service, slices);
                }
            }
        }
        return World.of(seed, namespaces, services, slices);
    }

    private Service service(String namespace) {
        String name = draw.percent(25) ? draw.of(ODD_SERVICES) : draw.word(draw.between(1, 16));
        int kind = draw.below(10);
        if (kind < 4) {
            return new Service(namespace, name, Kind.CLUSTER_IP, clusterIps(), ports(1), "", draw.percent(10));
        }
        if (kind < 8) {
            return new Service(namespace, name, Kind.HEADLESS, List.of(), ports(0), "", draw.percent(20));
        }
        return new Service(
                namespace,
                name,
                Kind.EXTERNAL_NAME,
                List.of(),
                draw.percent(20) ? ports(1) : List.of(),
                target(),
                false);
    }

    /** Mostly names of the world, that exist or not; the rest is odd. */
    private String target() {
        String inside = taken.isEmpty() || draw.percent(30)
                ? "gone.default.svc"
                : draw.of(List.copyOf(new LinkedHashSet<>(taken)));
        return switch (draw.below(10)) {
            case 0 -> "example.com";
            case 1 -> "192.0.2." + draw.below(256);
            case 2 -> inside + ".cluster.local.";
            case 3 -> "a.b.c.example." + draw.word(40) + "." + draw.word(60) + "." + draw.word(63);
            case 4 ->
                draw.of(List.of(
                        "cluster.local",
                        "svc.cluster.local",
                        "dns-version.cluster.local",
                        "ns.dns.cluster.local",
                        "10-244-0-1.default.pod.cluster.local",
                        "x.1.168.192.in-addr.arpa",
                        "a",
                        "1"));
            case 5 -> "web-0." + inside + ".cluster.local";
            default -> inside + ".cluster.local";
        };
    }

    private List<String> clusterIps() {
        List<String> addresses = new ArrayList<>();
        int families = draw.below(4);
        if (families != 1) {
            addresses.add(clusterIp(true));
        }
        if (families > 0) {
            addresses.add(families == 3 ? 0 : addresses.size(), clusterIp(false));
        }
        return addresses;
    }

    private String clusterIp(boolean ipv4) {
        String address;
        do {
            address = ipv4
                    ? "10." + draw.between(97, 111) + "." + draw.below(256) + "." + draw.below(256)
                    : "fd00:96::" + Integer.toHexString(draw.below(16)) + ":" + Integer.toHexString(draw.below(65_536));
        } while (!clusterIps.add(address));
        return address;
    }

    private List<Port> ports(int least) {
        int count = draw.between(least, 4);
        List<Port> ports = new ArrayList<>();
        for (String name : draw.some(PORT_NAMES, count)) {
            boolean unnamed = count == 1 && draw.percent(40);
            ports.add(new Port(unnamed ? "" : name, draw.of(PROTOCOLS), number(ports)));
        }
        return ports;
    }

    /** Two ports may have one number where their protocols differ; here they always may differ in both. */
    private int number(List<Port> others) {
        int number = draw.between(1, 65_535);
        return others.stream().anyMatch(other -> other.number() == number) ? number(others) : number;
    }

    private void addSlices(Service service, List<Slice> slices) {
        if (service.kind() == Kind.EXTERNAL_NAME && !draw.percent(10) || draw.percent(10)) {
            return;
        }
        int count = draw.percent(70) ? 1 : draw.between(2, 4);
        for (int i = 0; i < count; i++) {
            // A name of a Service may be longer than the name of a slice leaves room for.
            String name = "s" + slices.size() + "-" + draw.word(5);
            slices.add(new Slice(
                    service.namespace(),
                    name,
                    service.name(),
                    ipv6() ? "IPv6" : "IPv4",
                    slicePorts(service),
                    List.of()));
            slices.set(slices.size() - 1, endpoints.fill(slices.get(slices.size() - 1)));
        }
    }

    private boolean ipv6() {
        return draw.percent(30);
    }

    /** Those of the Service by other numbers, as a controller makes them; sometimes others. */
    private List<Port> slicePorts(Service service) {
        if (draw.percent(15)) {
            return ports(0);
        }
        List<Port> ports = new ArrayList<>();
        for (Port port : service.ports()) {
            ports.add(new Port(port.name(), port.protocol(), draw.percent(3) ? 0 : draw.between(1, 65_535)));
        }
        return ports;
    }
}
