// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import dev.cairn.discovery.DiscoverySource;
import dev.cairn.lb.internal.dns.DnsEndpoints;
import dev.cairn.lb.internal.dns.DnsTiming;
import dev.cairn.lb.internal.dns.NameServers;
import dev.cairn.lb.internal.source.EndpointSource;
import dev.cairn.lb.internal.source.FirstOf;
import dev.cairn.lb.internal.source.ServiceEndpoints;
import dev.cairn.lb.internal.source.ServiceWatches;
import dev.cairn.lb.internal.source.StaticEndpoints;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.time.Timer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens the source of a target's endpoints. <b>Thread-safe.</b> */
final class EndpointSources implements AutoCloseable {
    /**
     * How the DNS is used.
     *
     * @param isFallback whether Services of the cluster are looked up there while the API can't be read
     * @param clusterDomain where it has them
     * @param server asked instead of those of the system; null for those
     */
    record Dns(
            boolean isFallback,
            String clusterDomain,
            @Nullable InetSocketAddress server) {
        NameServers servers(ParsedTarget.OfDns target) {
            return server != null && target.server().isEmpty()
                    ? new NameServers(List.of(server), List.of(), 1)
                    : NameServers.system(target.server());
        }
    }

    private final SourcePool pool;
    private final ServiceWatches watches;
    private final Dns dns;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoClock;

    EndpointSources(
            SourcePool pool,
            ServiceWatches watches,
            Dns dns,
            ScheduledExecutorService scheduler,
            LongSupplier nanoClock) {
        this.pool = pool;
        this.watches = watches;
        this.dns = dns;
        this.scheduler = scheduler;
        this.nanoClock = nanoClock;
    }

    /**
     * The endpoints of a target, not started yet.
     *
     * @param given the source to read Services from, whatever the scheme; null for that of the scheme
     */
    EndpointSource open(Target target, @Nullable DiscoverySource given) {
        ParsedTarget parsed = target.parsed();
        if (dns.isFallback()
                && parsed instanceof ParsedTarget.OfService service
                && service.scheme().equals("k8s")) {
            return firstOf(List.of(service, service.inDns(dns.clusterDomain())), given);
        }
        return open(parsed, given);
    }

    /**
     * The endpoints of a Service, not started yet, and never those of the DNS.
     *
     * @throws IllegalArgumentException when the target names no Service
     */
    ServiceEndpoints ofService(Target target, @Nullable DiscoverySource given) {
        if (target.parsed() instanceof ParsedTarget.OfService service
                && open(service, given) instanceof ServiceEndpoints endpoints) {
            return endpoints;
        }
        throw new IllegalArgumentException(target + " must name a Service, as k8s:///frontend.shop does");
    }

    private EndpointSource open(ParsedTarget target, @Nullable DiscoverySource given) {
        if (target instanceof ParsedTarget.FirstOf several) {
            return firstOf(several.targets(), given);
        }
        if (target instanceof ParsedTarget.OfService service) {
            DiscoverySource source = given == null ? pool.get(service.scheme(), service.options()) : given;
            return new ServiceEndpoints(watches, source, service);
        }
        if (given != null) {
            throw new IllegalArgumentException(target + " names no Service, so it takes no discovery source");
        }
        if (target instanceof ParsedTarget.Given) {
            throw new IllegalArgumentException(
                    target + " stands for given endpoints, which only their own balancer knows");
        }
        if (target instanceof ParsedTarget.OfAddresses addresses) {
            return new StaticEndpoints(addresses);
        }
        if (target instanceof ParsedTarget.OfDns named) {
            return new DnsEndpoints(named, dns.servers(named), DnsTiming.STANDARD, scheduler, nanoClock);
        }
        throw new AssertionError(target);
    }

    private EndpointSource firstOf(List<ParsedTarget> targets, @Nullable DiscoverySource given) {
        List<FirstOf.Choice> choices = targets.stream()
                .map(each -> new FirstOf.Choice(
                        each.toString(), () -> open(each, each instanceof ParsedTarget.OfService ? given : null)))
                .toList();
        return new FirstOf(choices, Timer.on(scheduler), nanoClock);
    }

    @Override
    public void close() {
        pool.close();
    }
}
