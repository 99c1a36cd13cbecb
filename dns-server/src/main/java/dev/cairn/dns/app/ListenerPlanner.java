// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import dev.cairn.dns.chain.Plan;
import dev.cairn.dns.chain.ZoneTable;
import dev.cairn.dns.config.ListenKey;
import dev.cairn.dns.config.Problems;
import dev.cairn.dns.metrics.QueryMetrics;
import dev.cairn.dns.transport.Listener;
import dev.cairn.dns.wire.DomainName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays out which listener serves which zones with which handlers.
 *
 * <p>Besides the zones of a block's keys, each zone that a handler of the block answers for gets a plan of its own, so that
 * what touches it is decided for it alone: in {@code . { kubernetes cluster.local }} that is {@code cluster.local}.
 */
final class ListenerPlanner {

    private final QueryMetrics metrics;
    private final @Nullable InetSocketAddress override;
    private final InetAddress wildcard = Listener.wildcard();
    private final Problems problems;
    private final Map<InetSocketAddress, Map<DomainName, Block>> zones = new LinkedHashMap<>();

    /** A planner; an address to override says where everything is served, whatever the blocks say. */
    ListenerPlanner(QueryMetrics metrics, @Nullable InetSocketAddress override, Problems problems) {
        this.metrics = metrics;
        this.override = override;
        this.problems = problems;
    }

    List<ListenerPlan> plan(List<Block> blocks) {
        for (Block block : blocks) {
            for (ListenKey key : block.source().keys()) {
                for (InetSocketAddress address : addresses(block, key)) {
                    register(address, DomainName.parse(key.zone()), block);
                }
            }
        }
        checkSharedPorts();
        List<ListenerPlan> plans = new ArrayList<>();
        zones.forEach((address, byZone) -> plans.add(plan(address, byZone)));
        return plans;
    }

    private List<InetSocketAddress> addresses(Block block, ListenKey key) {
        if (override != null) {
            return List.of(override);
        }
        List<InetAddress> hosts = block.addresses().isEmpty() ? List.of(wildcard) : block.addresses();
        return hosts.stream()
                .map(host -> new InetSocketAddress(host, key.port()))
                .toList();
    }

    private void register(InetSocketAddress address, DomainName zone, Block block) {
        Block other =
                zones.computeIfAbsent(address, key -> new LinkedHashMap<>()).putIfAbsent(zone, block);
        if (other != null) {
            problems.add(
                    block.source().position(),
                    "zone " + zone + " on " + Listener.format(address) + " is already served by the block at "
                            + other.source().position());
        }
    }

    /** A socket for all addresses and one for a single address of the same port would take each other's queries. */
    private void checkSharedPorts() {
        zones.forEach((address, byZone) -> zones.forEach((other, otherByZone) -> {
            boolean isShared = address.getPort() == other.getPort() && address.getPort() != 0;
            if (isShared && isWildcard(address) && !isWildcard(other)) {
                Block block = byZone.values().iterator().next();
                Block bound = otherByZone.values().iterator().next();
                problems.add(
                        block.source().position(),
                        "this block listens on all addresses of port " + address.getPort() + ", the one at "
                                + bound.source().position() + " binds one of them: give this one a bind, too");
            }
        }));
    }

    private static boolean isWildcard(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress();
    }

    private ListenerPlan plan(InetSocketAddress address, Map<DomainName, Block> byZone) {
        String host = isWildcard(address) ? "" : address.getAddress().getHostAddress();
        String server = "dns://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
        Map<DomainName, Plan> plans = new LinkedHashMap<>();
        byZone.forEach((zone, block) -> plans.put(zone, plan(zone, zone, block, server)));
        byZone.forEach((zone, block) -> block.clusters().stream()
                .flatMap(cluster -> cluster.zones().stream())
                .filter(inner -> isLongest(zone, byZone.keySet(), inner))
                .forEach(inner -> plans.putIfAbsent(inner, plan(inner, zone, block, server))));
        countLocal(byZone, server);
        return new ListenerPlan(
                address, server, ZoneTable.of(List.copyOf(plans.values())), TransportOptions.of(byZone.values()));
    }

    /** Caches leave the zones of {@code kubernetes} alone, and still count their questions, as CoreDNS's do. */
    private void countLocal(Map<DomainName, Block> byZone, String server) {
        for (Block block : new LinkedHashSet<>(byZone.values())) {
            List<String> counted = byZone.keySet().stream()
                    .filter(zone -> byZone.get(zone) == block)
                    .map(DomainName::toString)
                    .toList();
            if (!block.metrics().isEmpty() && !block.clusters().isEmpty()) {
                LongSupplier answered = () -> counted.stream()
                        .mapToLong(zone -> metrics.answered(server, zone, "kubernetes"))
                        .sum();
                block.caches().forEach(cache -> cache.countLocal(server, answered));
            }
        }
    }

    /** Whether a name is in this zone and in no longer one. */
    private static boolean isLongest(DomainName zone, Set<DomainName> zones, DomainName name) {
        return name.isSubdomainOf(zone)
                && zones.stream()
                        .noneMatch(
                                other -> !other.equals(zone) && name.isSubdomainOf(other) && other.isSubdomainOf(zone));
    }

    private Plan plan(DomainName zone, DomainName blockZone, Block block, String server) {
        Plan.Builder plan =
                Plan.builder(zone).names(server, blockZone.toString()).handlers(block.handlers());
        if (!block.metrics().isEmpty()) {
            plan.countedAs(metrics.series(server, blockZone.toString()));
        }
        return plan.build();
    }
}
