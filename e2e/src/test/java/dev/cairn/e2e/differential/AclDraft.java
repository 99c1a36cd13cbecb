// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;

/** The directive {@code acl} with random lines. */
final class AclDraft {
    private static final List<String> LINES = List.of(
            "allow net 10.244.0.0/24",
            "allow type A net 10.200.0.0/16",
            "block net 10.244.0.1",
            "block type TXT",
            "block type SRV net 10.200.0.0/16 10.244.77.0/24",
            "filter type AAAA",
            "filter type MX net 10.200.0.1 fd00::/8",
            "filter net 192.168.0.0/16",
            "allow type A AAAA net *");

    private AclDraft() {}

    static void addTo(BlockDraft block, Draw draw) {
        List<String> lines = new ArrayList<>(draw.shuffled(draw.some(LINES, draw.between(1, 4))));
        if (draw.percent(15)) {
            lines.add("block");
        }
        block.add("acl" + draw.of(List.of("", "", " example.org", " cluster.local in-addr.arpa")), lines);
    }
}
