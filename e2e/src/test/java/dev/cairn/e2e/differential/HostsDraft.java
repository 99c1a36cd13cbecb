// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;

/** The directive {@code hosts} with random entries and options. */
final class HostsDraft {
    private static final List<String> ENTRIES = List.of(
            "192.0.2.101 one.hosts.test uno.hosts.test",
            "192.0.2.102 one.hosts.test",
            "2001:db8::101 one.hosts.test",
            "192.0.2.103 four.hosts.test",
            "2001:db8::104 six.hosts.test",
            "192.0.2.105 *.wild.hosts.test",
            "192.0.2.106 d1-0.example.org",
            "10.100.0.9 web.shop.svc.cluster.local",
            "2001:db8::107 Capital.Hosts.Test");
    private static final List<String> ZONES =
            List.of("", "/dev/null", "/dev/null hosts.test", "/dev/null hosts.test example.org");
    private static final List<String> PASSED_ON = List.of("fallthrough", "fallthrough", "fallthrough hosts.test");

    private HostsDraft() {}

    static void addTo(BlockDraft block, Draw draw, NameList names) {
        List<String> lines = new ArrayList<>();
        if (draw.percent(40)) {
            lines.add("ttl " + draw.of(List.of(1, 30, 3600, 65_535)));
        }
        if (draw.percent(25)) {
            lines.add("no_reverse");
        }
        String zones = draw.of(ZONES);
        if (!zones.endsWith("hosts.test") || draw.percent(60)) {
            lines.add(draw.of(PASSED_ON));
            if (draw.percent(30)) {
                lines.add("fallthrough_unsupported");
            }
        }
        lines = draw.shuffled(lines);
        lines.addAll(0, draw.some(ENTRIES, draw.between(2, ENTRIES.size()))); // CoreDNS reads no entry after an option
        block.add(("hosts " + zones).strip(), lines);
        names.ask("one.hosts.test", "uno.hosts.test", "four.hosts.test", "six.hosts.test", "capital.hosts.test");
        names.ask("a.wild.hosts.test", "a.b.wild.hosts.test", "wild.hosts.test", "gone.hosts.test", "a.one.hosts.test");
        names.ask("d1-0.example.org", "web.shop.svc.cluster.local", "d1-1.hosts.test", "hosts.test");
        for (String address :
                List.of("192.0.2.101", "192.0.2.102", "2001:db8::101", "192.0.2.105", "192.0.2.199", "10.100.0.9")) {
            names.ask(WorldNames.reverse(address));
        }
    }
}
