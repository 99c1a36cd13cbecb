// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.differential.World.Conditions;
import dev.cairn.e2e.differential.World.Endpoint;
import dev.cairn.e2e.differential.World.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws the endpoints of slices. Some addresses are in several slices. <b>Confined to</b> one thread. */
final class EndpointGenerator {
    private static final int MANY = 400;
    private static final List<String> HOSTNAMES =
            List.of("a", "0", "web-0", "web-1", "http", "tcp", "x--y", "10-244-0-1", "fd00--1", "h".repeat(63));
    private static final List<String> ODD_IPV6 = List.of(
            "fd00:244::",
            "2001:db8::",
            "2001:db8:0:1::",
            "fd00:244:0:1::1",
            "2001:db8:1:2:3:4:5:6",
            "fc00::1",
            "2001:db8::1:0:0:1");
    private static final List<Conditions> CONDITIONS = List.of(Conditions.values());

    private final Draw draw;

    EndpointGenerator(Draw draw) {
        this.draw = draw;
    }

    Slice fill(Slice slice) {
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        int count = count();
        for (int i = 0; i < count; i++) {
            Endpoint endpoint = endpoint(slice.type().equals("IPv4"));
            if (addresses.add(endpoint.addresses().get(0))) {
                endpoints.add(endpoint);
            }
        }
        return new Slice(slice.namespace(), slice.name(), slice.service(), slice.type(), slice.ports(), endpoints);
    }

    private int count() {
        int kind = draw.below(100);
        if (kind < 8) {
            return 0;
        }
        return kind == 99 ? MANY : kind < 80 ? draw.between(1, 6) : draw.between(7, 40);
    }

    private Endpoint endpoint(boolean ipv4) {
        return new Endpoint(
                List.of(ipv4 ? ipv4() : ipv6()),
                draw.percent(30) ? hostname() : "",
                draw.percent(60) ? "pod-" + draw.word(5) : "",
                draw.percent(60) ? Conditions.READY : draw.of(CONDITIONS));
    }

    private String hostname() {
        return draw.percent(50) ? draw.of(HOSTNAMES) : draw.word(draw.between(1, 10));
    }

    private String ipv4() {
        return draw.percent(20)
                ? "10.244.0." + draw.below(8)
                : "10.244." + draw.between(1, 255) + "." + draw.below(256);
    }

    private String ipv6() {
        if (draw.percent(10)) {
            return draw.of(ODD_IPV6);
        }
        return "fd00:244::" + (draw.percent(50) ? "" : Integer.toHexString(draw.between(1, 65_535)) + ":")
                + Integer.toHexString(draw.between(1, 65_535));
    }
}
