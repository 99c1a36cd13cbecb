// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.dns.conformance.ClusterWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Changes a world at random, in a space so small that names, addresses and ports often meet. */
final class RandomWorld {
    private static final List<String> NAMESPACES = List.of("shop", "other", "hidden");
    private static final List<String> SERVICES = List.of("web", "db", "api");
    private static final List<String> SLICES = List.of("a", "b", "c");
    private static final List<String> HOSTNAMES = List.of("web-0", "web-1", "web-2", "Bad.Name", "-no-", "tcp");
    private static final List<String> ZONES = List.of("za", "zb", "zone.example", "bad..name");
    private static final List<String> TARGETS = List.of(
            "www.example.com.",
            "web.shop.svc.cluster.local.",
            "db.other.svc.cluster.local.",
            "nosuch.shop.svc.cluster.local.",
            "web-0.db.shop.svc.cluster.local.",
            "_tcp.web.shop.svc.cluster.local.",
            "api.hidden.svc.cluster.local.",
            "svc.cluster.local.");
    private static final List<String> PORTS =
            List.of("http:80/tcp", "http:81/tcp", "dns:53/udp", "dns-tcp:53/tcp", ":9090/tcp", "grpc:90/sctp");

    private final Random random;
    private final ClusterWorld world;
    private String lastLine = "";

    RandomWorld(Random random, ClusterWorld world) {
        this.random = random;
        this.world = world;
    }

    /** What the last change was. */
    String lastLine() {
        return lastLine;
    }

    void change() {
        String service = pick(SERVICES) + "." + pick(NAMESPACES);
        lastLine = switch (random.nextInt(16)) {
            case 0, 1 -> "namespace " + pick(NAMESPACES);
            case 2 -> random.nextInt(4) == 0 ? "remove namespace " + pick(NAMESPACES) : "namespace shop";
            case 3 -> "service " + service + " " + clusterIps(service) + " " + ports();
            case 4, 5 -> "headless " + service;
            case 6 -> "external " + service + " " + pick(TARGETS);
            case 7 -> "remove service " + service;
            case 8 -> "remove slice " + service + "/" + pick(SLICES);
            case 9 -> "pod " + pick(NAMESPACES) + "/" + pick(SERVICES) + " " + podAddresses();
            case 10 -> random.nextInt(2) == 0 ? "remove pod " + anyPod() : "namespace other";
            default -> "slice " + service + "/" + pick(SLICES) + " " + ports() + " | " + endpoints();
        };
        world.apply(lastLine);
    }

    private String clusterIps(String service) {
        int number = 1 + service.hashCode() % 100 + 100; // one Service's own
        return switch (random.nextInt(4)) {
            case 0 -> "-";
            case 1 -> "fd00:96::" + number;
            case 2 -> "10.96.0." + number + ",fd00:96::" + number;
            default -> "10.96.0." + number;
        };
    }

    private String anyPod() {
        List<String> pods = world.pods().stream()
                .map(pod -> pod.namespace() + "/" + pod.name())
                .toList();
        return pods.isEmpty() ? "shop/nobody" : pick(pods);
    }

    /** So few that pods share them. */
    private String podAddresses() {
        String ipv4 = "10.244.0." + random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 -> ipv4;
            case 1 -> "fd00:244::" + random.nextInt(3);
            default -> ipv4 + ",fd00:244::" + random.nextInt(3);
        };
    }

    private String ports() {
        List<String> ports = new ArrayList<>();
        for (String port : PORTS) {
            boolean named =
                    !ports.isEmpty() && port.startsWith("http") && ports.get(0).startsWith("http");
            if (random.nextInt(3) == 0 && !named) {
                ports.add(port);
            }
        }
        return String.join(" ", ports);
    }

    private String endpoints() {
        boolean ipv4 = random.nextInt(3) > 0;
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> endpoint(ipv4))
                .collect(Collectors.joining(" "));
    }

    private String endpoint(boolean ipv4) {
        String address = (ipv4 ? "10.244." + random.nextInt(2) + "." : "fd00:244::" + random.nextInt(2) + ":")
                + random.nextInt(6);
        String hostname = random.nextInt(2) == 0 ? "=" + pick(HOSTNAMES) : "";
        String pod = random.nextInt(2) == 0 ? "@pod-" + random.nextInt(4) : "";
        String zone = random.nextInt(2) == 0 ? "%" + pick(ZONES) : "";
        return (random.nextInt(4) == 0 ? "!" : "") + address + hostname + pod + zone;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
