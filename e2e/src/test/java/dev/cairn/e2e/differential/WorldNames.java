// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.World.Endpoint;
import dev.cairn.e2e.differential.World.Port;
import dev.cairn.e2e.differential.World.Service;
import dev.cairn.e2e.differential.World.Slice;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every name of a world, and names beside, above and below them. <b>Confined to</b> one thread. */
final class WorldNames {
    static final String ZONE = "cluster.local";

    private final Set<String> names = new LinkedHashSet<>();
    private final Draw draw;

    private WorldNames(long seed) {
        draw = new Draw(seed);
    }

    static List<String> of(World world) {
        WorldNames names = new WorldNames(world.seed());
        names.addZone();
        world.namespaces().forEach(names::addNamespace);
        world.services().forEach(names::addService);
        world.slices().forEach(names::addSlice);
        world.services().forEach(names::addZonal);
        return List.copyOf(names.names);
    }

    private void add(String name) {
        if (Question.isAskable(name)) {
            names.add(name);
        }
    }

    private void addInZone(String... belowZone) {
        for (String name : belowZone) {
            add(name + "." + ZONE);
        }
    }

    private void addZone() {
        add(ZONE);
        addInZone(
                "svc", "pod", "dns-version", "a.dns-version", "dns", "ns.dns", "a.ns.dns", "ns", "any", "*", "svc.svc");
        addInZone(
                "sv",
                "_tcp",
                "_http._tcp",
                "any.svc",
                "*.svc",
                "any.pod",
                "*.pod",
                "any.any.svc",
                "*.*.svc",
                "a.b.c.d.svc");
        for (String reverse : List.of("in-addr.arpa", "ip6.arpa")) {
            add(reverse);
            for (String below : List.of("10", "256", "a", "0", "01", "d.f", "ns.dns", "dns", "1.1.1.1.1")) {
                add(below + "." + reverse);
            }
        }
    }

    private void addNamespace(String namespace) {
        for (String kind : List.of(".svc", ".pod")) {
            addInZone(namespace + kind, "_tcp." + namespace + kind, "*." + namespace + kind, "any." + namespace + kind);
            addInZone(typo(namespace) + kind, "a.b." + namespace + kind, "10-244-0-1.a." + namespace + kind);
        }
        for (String pod : List.of(
                "10-244-0-1",
                "10-244-0-256",
                "10-244-0",
                "1-2-3-4-5",
                "010-1-1-1",
                "fd00--1",
                "--1",
                "--",
                "1--",
                "1--2--3",
                "1-2-3-4-5-6-7-8",
                "1-2-3-4-5-6-7-8-9",
                "1-2-3-4-5-6-10-244-0-1",
                "FFFF-1--",
                "12345--",
                "a-b-c-d",
                "-",
                "0",
                "10.244.0.1",
                "--ffff-10-244-0-1",
                "--ffff-af4-1",
                "1-2-3-4--",
                "10-244-0-1-",
                "-10-244-0-1")) {
            addInZone(pod + "." + namespace + ".pod");
        }
        addInZone(namespace, namespace + ".svc.svc", "svc." + namespace);
    }

    private void addService(Service service) {
        String path = service.path();
        addInZone(path, typo(path), "a." + path, "*." + path, "any." + path, "a.b." + path, "a.b.c." + path);
        addInZone("_tcp." + path, "_udp." + path, "_sctp." + path, "tcp." + path, "_." + path, "_a._tcp." + path);
        addInZone(
                "*._tcp." + path, "_any._tcp." + path, "_._tcp." + path, "__http._tcp." + path, "_http.__tcp." + path);
        addInZone("_http._http." + path, "-1." + path, "_-1._tcp." + path, "_._." + path, "*.*." + path);
        addInZone(service.name() + ".svc." + service.namespace(), service.name() + "." + service.namespace() + ".pod");
        addInZone(service.name() + "." + service.namespace(), "_p._zone." + path, "z.pin._zone." + path);
        service.ports().forEach(port -> addPort(port, path));
        service.clusterIps().forEach(this::addReverse);
    }

    private void addZonal(Service service) {
        for (String directive : List.of("pin", "prefer", "near")) {
            String path = directive + "._zone." + service.path();
            addInZone(path, "us-a." + path, "us-b." + path, "corp.example.com." + path, "example.com." + path);
        }
        addInZone("_zone." + service.path(), "us-a.pin.zone." + service.path(), "us-a._zone." + service.path());
    }

    private void addPort(Port port, String path) {
        String protocol = port.protocol().toLowerCase(Locale.ROOT);
        if (!port.name().isEmpty()) {
            String name = port.name();
            addInZone("_" + name + "._" + protocol + "." + path, name + "." + protocol + "." + path);
            addInZone("_" + name + "." + protocol + "." + path, name + "._" + protocol + "." + path);
            addInZone("_" + name + "._" + draw.of(List.of("tcp", "udp", "sctp", "tc")) + "." + path);
            addInZone("_" + typo(name) + "._" + protocol + "." + path, "a._" + name + "._" + protocol + "." + path);
            addInZone("_" + name + "." + path, "__" + name + "._" + protocol + "." + path);
        }
        addInZone("_" + port.number() + "._" + protocol + "." + path);
    }

    private void addSlice(Slice slice) {
        String path = slice.service() + "." + slice.namespace() + ".svc";
        slice.ports().forEach(port -> addPort(port, path));
        slice.endpoints().forEach(endpoint -> addEndpoint(endpoint, path, slice.namespace()));
    }

    private void addEndpoint(Endpoint endpoint, String path, String namespace) {
        for (String address : endpoint.addresses()) {
            String dashed = dashed(address);
            addInZone(dashed + "." + path, dashed + "." + namespace + ".pod");
            if (draw.percent(20)) {
                addInZone(typo(dashed) + "." + path, "a." + dashed + "." + path, "_http._tcp." + dashed + "." + path);
                addInZone("a." + dashed + "." + namespace + ".pod", dashed + "." + path.replace(".svc", ".pod"));
            }
            addReverse(address);
        }
        if (!endpoint.hostname().isEmpty()) {
            addInZone(endpoint.hostname() + "." + path);
        }
        if (!endpoint.podName().isEmpty()) {
            addInZone(endpoint.podName() + "." + path);
        }
    }

    private void addReverse(String address) {
        String reverse = reverse(address);
        add(reverse);
        if (draw.percent(20)) {
            add("a." + reverse);
            add(reverse.substring(reverse.indexOf('.') + 1));
            add("0." + reverse.substring(reverse.indexOf('.') + 1));
            add(reverse.replaceFirst("^[^.]+\\.[^.]+\\.", ""));
            add(reverse.replaceFirst("^[^.]+\\.[^.]+\\.[^.]+\\.", ""));
            add("0" + reverse);
        }
    }

    /** One character changed. */
    private String typo(String name) {
        int at = draw.below(name.length());
        char changed = name.charAt(at) == 'a' ? 'b' : 'a';
        return name.charAt(at) == '.' ? name + "a" : name.substring(0, at) + changed + name.substring(at + 1);
    }

    /** The address as CoreDNS writes it into a name. */
    static String dashed(String address) {
        String dashed = address.replace('.', '-').replace(':', '-');
        return dashed.endsWith("-") ? dashed + "0" : dashed;
    }

    static String reverse(String address) {
        byte[] octets = octets(address);
        List<String> labels = new ArrayList<>();
        for (byte octet : octets) {
            if (octets.length == 4) {
                labels.add(0, String.valueOf(octet & 0xFF));
            } else {
                labels.add(0, Integer.toHexString(octet >> 4 & 0xF));
                labels.add(0, Integer.toHexString(octet & 0xF)); // the low nibble stands further left
            }
        }
        return String.join(".", labels) + (octets.length == 4 ? ".in-addr.arpa" : ".ip6.arpa");
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.getByName(address).getAddress(); // a literal, so that nobody is asked
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
