// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.PortReference;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * Looks a target up once. <b>Thread-safe.</b>
 *
 * <p>A named port is asked for as SRV {@code _port._tcp.name} (RFC 2782), no port as SRV at the name itself, a port number as addresses
 * of the name. A short name is tried through the search list. Of several SRV priorities the lowest is used. Of addresses of both
 * families IPv4 is used, or IPv6 with {@code -Djava.net.preferIPv6Addresses=true}.
 */
final class TargetLookup {
    private final DnsClient client;
    private final NameServers servers;
    private final ParsedTarget.OfDns target;
    private final int firstType;
    private final int secondType;

    TargetLookup(DnsClient client, NameServers servers, ParsedTarget.OfDns target) {
        this.client = client;
        this.servers = servers;
        this.target = target;
        boolean prefersIpv6 = Boolean.getBoolean("java.net.preferIPv6Addresses");
        firstType = prefersIpv6 ? Type.AAAA : Type.A;
        secondType = prefersIpv6 ? Type.A : Type.AAAA;
    }

    /** The endpoints now; never fails. */
    CompletableFuture<Lookup> run() {
        PortReference port = target.port();
        if (port.isNumber()) {
            return search(servers.candidates(target.name()), name -> addresses(name, port.number()), "address");
        }
        if (port.isName()) {
            String srvName = "_" + port.name() + "._tcp." + target.name();
            return search(servers.candidates(srvName), this::services, "SRV record");
        }
        return search(servers.candidates(target.name()), this::services, "SRV record")
                .thenApply(found -> found instanceof Lookup.Nothing nothing
                        ? new Lookup.Unclear(nothing.detail() + "; add a port number, as in :8080")
                        : found);
    }

    /**
     * The first name of which there is something. A failure ends the search: while the cluster's own name can't be asked for, a name
     * elsewhere in the search list must not take its place.
     */
    private CompletableFuture<Lookup> search(
            List<Name> names, Function<Name, CompletableFuture<Lookup>> question, String what) {
        CompletableFuture<Lookup> answer =
                CompletableFuture.completedFuture(new Lookup.Nothing("no " + what + " at " + names));
        for (Name name : names) {
            answer = answer.thenCompose(before -> before instanceof Lookup.Nothing
                    ? question.apply(name).thenApply(now -> now instanceof Lookup.Nothing ? before : now)
                    : CompletableFuture.completedFuture(before));
        }
        return answer;
    }

    private CompletableFuture<Lookup> addresses(Name name, int port) {
        return addresses(name).thenApply(reply -> {
            if (reply instanceof Reply.Records records) {
                List<Destination> endpoints = records.records().stream()
                        .map(each -> endpoint(each, port, 1))
                        .toList();
                return new Lookup.Found(endpoints, records.ttlSeconds(), records.isComplete());
            }
            return reply instanceof Reply.Failed failed
                    ? new Lookup.Failed(failed.reason())
                    : new Lookup.Nothing("no address at " + name);
        });
    }

    /** Addresses of the preferred family, else of the other one. */
    private CompletableFuture<Reply> addresses(Name name) {
        return client.ask(name, firstType)
                .thenCompose(first -> first instanceof Reply.Records
                        ? CompletableFuture.completedFuture(first)
                        : client.ask(name, secondType)
                                .thenApply(second -> second instanceof Reply.None ? first : second));
    }

    private CompletableFuture<Lookup> services(Name name) {
        return client.ask(name, Type.SRV).thenCompose(reply -> {
            if (reply instanceof Reply.Records records) {
                return targets(name, records);
            }
            return CompletableFuture.completedFuture(
                    reply instanceof Reply.Failed failed
                            ? new Lookup.Failed(failed.reason())
                            : new Lookup.Nothing("no SRV record at " + name));
        });
    }

    private CompletableFuture<Lookup> targets(Name name, Reply.Records records) {
        List<SRVRecord> all =
                records.records().stream().map(SRVRecord.class::cast).toList();
        int lowest = all.stream().mapToInt(SRVRecord::getPriority).min().orElse(0);
        List<SRVRecord> used = all.stream()
                // the root as target: the service is decidedly not there (RFC 2782)
                .filter(srv -> srv.getPriority() == lowest && !srv.getTarget().equals(Name.root))
                .toList();
        if (used.isEmpty()) {
            return CompletableFuture.completedFuture(new Lookup.Nothing(name + " is said not to be there"));
        }
        List<Integer> ports =
                used.stream().map(SRVRecord::getPort).distinct().sorted().toList();
        if (!target.port().isName() && ports.size() > 1) {
            return CompletableFuture.completedFuture(
                    new Lookup.Unclear(name + " has several ports, " + ports + "; name one, as in :http"));
        }
        return resolve(used, records);
    }

    private CompletableFuture<Lookup> resolve(List<SRVRecord> used, Reply.Records records) {
        Map<Name, List<Record>> glue = glue(records.additional());
        List<Name> unknown = used.stream()
                .map(SRVRecord::getTarget)
                .distinct()
                .filter(name -> !glue.containsKey(name))
                .toList();
        Resolution resolution = new Resolution(glue, records.ttlSeconds(), records.isComplete());
        CompletableFuture<Resolution> resolved = CompletableFuture.completedFuture(resolution);
        for (Name name : unknown) {
            resolved = resolved.thenCompose(soFar -> addresses(name).thenApply(reply -> soFar.with(name, reply)));
        }
        return resolved.thenApply(all -> all.lookup(used));
    }

    private Map<Name, List<Record>> glue(List<Record> additional) {
        Map<Name, List<Record>> first = byName(additional, firstType);
        byName(additional, secondType).forEach(first::putIfAbsent);
        return first;
    }

    private static Map<Name, List<Record>> byName(List<Record> additional, int type) {
        return additional.stream()
                .filter(each -> each.getType() == type)
                .collect(Collectors.groupingBy(Record::getName, LinkedHashMap::new, Collectors.toList()));
    }

    /** Addresses of SRV targets, as far as they are known. */
    private record Resolution(Map<Name, List<Record>> addresses, long ttlSeconds, boolean isComplete) {
        Resolution with(Name name, Reply reply) {
            if (reply instanceof Reply.Records found) {
                Map<Name, List<Record>> more = new LinkedHashMap<>(addresses);
                more.put(name, found.records());
                return new Resolution(more, Math.min(ttlSeconds, found.ttlSeconds()), isComplete && found.isComplete());
            }
            return new Resolution(addresses, ttlSeconds, isComplete && reply instanceof Reply.None);
        }

        Lookup lookup(List<SRVRecord> used) {
            long ttl = ttlSeconds;
            List<Destination> endpoints = new ArrayList<>();
            for (SRVRecord srv : used) {
                for (Record address : addresses.getOrDefault(srv.getTarget(), List.of())) {
                    endpoints.add(endpoint(address, srv.getPort(), srv.getWeight()));
                    ttl = Math.min(ttl, address.getTTL());
                }
            }
            if (!endpoints.isEmpty()) {
                return new Lookup.Found(endpoints, ttl, isComplete);
            }
            return isComplete
                    ? new Lookup.Nothing("no SRV target has an address")
                    : new Lookup.Failed("the addresses of the SRV targets could not be learned");
        }
    }

    private static Destination endpoint(Record address, int port, int weight) {
        InetAddress ip = address instanceof ARecord a ? a.getAddress() : ((AAAARecord) address).getAddress();
        Endpoint endpoint =
                Endpoint.builder(IpAddress.of(ip)).weight(Math.max(weight, 1)).build();
        return new Destination(endpoint, EndpointPort.tcp("", port));
    }
}
