// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.walkthrough;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Explanation;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What callers are told of the two Services at one moment. <b>Immutable.</b>
 *
 * @param service the addresses of {@code myapp-svc}
 * @param serviceTargets where its SRV records lead, as {@code ADDRESS:PORT}
 * @param pods the addresses of {@code myapp-pods}
 * @param podTargets where its SRV records lead
 * @param callable the endpoints that client-lb would call
 */
record Sight(
        Set<String> service,
        Set<String> serviceTargets,
        Set<String> pods,
        Set<String> podTargets,
        Set<String> callable) {
    static final String CLUSTER_IP = "10.96.77.77";
    private static final int POD_PORT = 8080;

    /** What is right while these addresses are those of the ready pods. */
    static Sight right(Set<String> ready) {
        Set<String> targets =
                ready.stream().map(address -> address + ":" + POD_PORT).collect(Collectors.toCollection(TreeSet::new));
        return new Sight(Set.of(CLUSTER_IP), Set.of(CLUSTER_IP + ":80"), ready, targets, targets);
    }

    /** What is told now. */
    static Sight now(Names names, Balancer balancer) {
        return new Sight(
                names.addresses("myapp-svc"),
                names.targets("myapp-svc"),
                names.addresses("myapp-pods"),
                names.targets("myapp-pods"),
                callable(balancer));
    }

    private static Set<String> callable(Balancer balancer) {
        return balancer.explain().rows().stream()
                .filter(row -> row.excludedBecause().isEmpty())
                .map(Explanation.Row::address)
                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
