// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.acl;

import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Meters.Family;
import dev.cairn.dns.chain.Meters.Tally;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.wire.DomainName;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of questions, under CoreDNS's names. <b>Thread-safe.</b> */
final class AclCounters {
    private static final Family BLOCKED = denied("blocked");
    private static final Family FILTERED = denied("filtered");
    private static final Family DROPPED = denied("dropped");
    private static final Family ALLOWED =
            Family.of("coredns_acl_allowed_requests_total", "Counter of DNS requests being allowed.", "server", "view");

    private final Meters meters;
    private final Map<Plan, Tally> allowed = new ConcurrentHashMap<>();

    AclCounters(Meters meters) {
        this.meters = meters;
    }

    private static Family denied(String what) {
        return Family.of(
                "coredns_acl_" + what + "_requests_total",
                "Counter of DNS requests being " + what + ".",
                "server",
                "zone",
                "view");
    }

    void allowed(Exchange exchange) {
        Plan plan = plan(exchange);
        Tally tally = allowed.get(plan);
        if (tally == null) {
            tally = allowed.computeIfAbsent(plan, key -> meters.counter(ALLOWED, key.server(), ""));
        }
        tally.increment();
    }

    void denied(Exchange exchange, DomainName zone, AclAction action) {
        Family family = switch (action) {
            case BLOCK -> BLOCKED;
            case FILTER -> FILTERED;
            case DROP -> DROPPED;
            case ALLOW -> throw new AssertionError(action);
        };
        meters.counter(family, plan(exchange).server(), zone.toString(), "").increment();
    }

    private static Plan plan(Exchange exchange) {
        return Objects.requireNonNull(exchange.plan(), "plan");
    }
}
