// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import java.util.ArrayList;
import java.util.List;

/** Directives {@code forward} with random options, all to one upstream. */
final class ForwardDraft {
    private static final List<String> OPTIONS = List.of(
            "except www.example.org",
            "except test nx-1.example.org",
            "force_tcp",
            "prefer_udp",
            "max_concurrent 1000",
            "max_fails 0",
            "policy random",
            "policy round_robin",
            "policy sequential",
            "expire 5s",
            "health_check 1s no_rec domain example.org",
            "read_timeout 3s",
            "max_idle_conns 3",
            "max_connect_attempts 3",
            "failfast_all_unhealthy_upstreams",
            "failover SERVFAIL");

    private ForwardDraft() {}

    static void addTo(BlockDraft block, Draw draw, String from, String upstream) {
        List<String> options = new ArrayList<>();
        for (String option : draw.some(OPTIONS, draw.percent(50) ? 0 : draw.between(1, 4))) {
            String word = option.split(" ", -1)[0];
            if (options.stream().noneMatch(other -> other.startsWith(word))) {
                options.add(option);
            }
        }
        block.add("forward " + from + " " + upstream, draw.shuffled(options));
    }
}
