// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.handler.autopath;

import dev.cairn.dns.chain.ClientDomains;
import dev.cairn.dns.chain.Exchange;
import dev.cairn.dns.chain.Handler;
import dev.cairn.dns.chain.Meters;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.Touch;
import dev.cairn.dns.wire.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the search path of a client that takes its first step: the first name that exists is the answer, with a CNAME that leads
 * there from the name asked.
 *
 * <p><b>Thread-safe.</b>
 */
public final class AutopathHandler implements Handler {
    private static final Meters.Family SUCCESSES =
            Meters.Family.of("coredns_autopath_success_total", "Counter of requests that did autopath.", "server");

    private final AutopathConfig config;
    private final ClientDomains clients;
    private final Meters meters;

    /**
     * A handler with this configuration.
     *
     * @param clients tells the first domains of the search paths where the configuration does not
     */
    public AutopathHandler(AutopathConfig config, ClientDomains clients, Meters meters) {
        this.config = config;
        this.clients = clients;
        this.meters = meters;
    }

    @Override
    public String directive() {
        return "autopath";
    }

    @Override
    public Touch touch(DomainName zone) {
        return config.zones().stream().anyMatch(ours -> zone.isSubdomainOf(ours) || ours.isSubdomainOf(zone))
                ? Touch.CHAIN
                : Touch.NONE;
    }

    @Override
    public Outcome handle(Exchange exchange) {
        DomainName name = exchange.question().name();
        if (exchange.isOfHandler() || config.zones().stream().noneMatch(name::isSubdomainOf)) {
            return Outcome.PASS_ON;
        }
        List<DomainName> path = path(name, exchange);
        if (path.isEmpty() || !isBelow(name, path.get(0))) {
            return Outcome.PASS_ON;
        }
        int type = exchange.question().type();
        new Search(exchange.defer(), steps(name, path), type, () -> count(exchange.plan())).begin();
        return Outcome.DEFERRED;
    }

    private List<DomainName> path(DomainName name, Exchange exchange) {
        if (!config.ofClients()) {
            return config.domains();
        }
        List<DomainName> first = clients.searched(name, exchange.remote().getAddress());
        if (first.isEmpty()) {
            return first;
        }
        List<DomainName> path = new ArrayList<>(first);
        path.addAll(config.domains());
        return path;
    }

    private static boolean isBelow(DomainName name, DomainName domain) {
        return name.isSubdomainOf(domain) && name.length() > domain.length();
    }

    /** The names of the search, that asked first, the one without a domain last. */
    private static List<DomainName> steps(DomainName name, List<DomainName> path) {
        int bareBytes = name.length() - path.get(0).length();
        DomainName bare = DomainName.of(Arrays.copyOf(Arrays.copyOf(name.toWire(), bareBytes), bareBytes + 1));
        List<DomainName> steps = new ArrayList<>(List.of(name));
        for (DomainName domain : path.subList(1, path.size())) {
            if (bare.length() + domain.length() - 1 <= DomainName.MAX_BYTES) {
                steps.add(bare.append(domain));
            }
        }
        steps.add(bare);
        return steps.stream().distinct().toList();
    }

    private void count(@Nullable Plan plan) {
        meters.counter(SUCCESSES, plan == null ? "" : plan.server()).increment();
    }
}
