// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.conformance;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cluster that is described by lines of text and tells a watcher of every line at once.
 *
 * <pre>
 * namespace shop
 * service   web.shop 10.96.0.1,fd00:96::1 http:80/tcp :9090/udp
 * headless  db.shop pg:5432/tcp
 * external  mirror.shop www.example.com
 * slice     db.shop/db-a pg:5432/tcp | 10.244.0.1=db-0 !10.244.0.2=db-1 10.244.0.3 10.244.0.4@pod-4
 * slice     db.shop/db-b/east pg:5432/tcp | 10.1.0.1=db-0
 * pod       shop/web-0 10.244.0.1,fd00:244::1
 * synced    services
 * remove    service web.shop
 * remove    slice db.shop/db-a
 * remove    namespace shop
 * remove    pod shop/web-0
 * </pre>
 *
 * <p>An endpoint has an exclamation mark if it is not ready, then its address, its host name after an equals sign, its pod after an at
 * sign, its topology zone after a percent sign. A slice may have the cluster that it was imported from after its name. A service without addresses has a hyphen for them.
 */
public final class ClusterWorld {
    private final ClusterWatcher watcher;
    private final Set<String> namespaces = new TreeSet<>();
    private final Map<ServiceName, Service> services = new TreeMap<>();
    private final Map<ServiceName, Map<String, EndpointGroup>> groups = new TreeMap<>();
    private final Map<String, Pod> pods = new TreeMap<>();
    private long version;

    /** An empty cluster. */
    public ClusterWorld(ClusterWatcher watcher) {
        this.watcher = watcher;
    }

    /** Does what each line says; empty ones say nothing. */
    public ClusterWorld apply(String lines) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::applyLine);
        return this;
    }

    /** Says that everything has been told. */
    public ClusterWorld synced() {
        for (Input input : Input.values()) {
            watcher.onSynced(input);
        }
        return this;
    }

    private void applyLine(String line) {
        List<String> words = List.of(line.split("\\s+", -1));
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "namespace" -> {
                namespaces.add(rest.get(0));
                watcher.onNamespace(Namespace.of(rest.get(0)));
            }
            case "service", "headless", "external" -> putService(words.get(0), rest);
            case "slice" -> putSlice(rest);
            case "pod" -> putPod(rest);
            case "synced" -> watcher.onSynced(Input.valueOf(rest.get(0).toUpperCase(Locale.ROOT)));
            case "remove" -> remove(rest.get(0), rest.get(1));
            default -> throw new IllegalArgumentException("what does \"" + line + "\" mean?");
        }
    }

    private void remove(String what, String name) {
        switch (what) {
            case "namespace" -> {
                namespaces.remove(name);
                watcher.onNamespaceRemoved(name);
            }
            case "service" -> {
                services.remove(ServiceName.parse(name));
                watcher.onServiceRemoved(ServiceName.parse(name));
            }
            case "slice" -> {
                ServiceName service = ServiceName.parse(name.substring(0, name.indexOf('/')));
                groupsOf(service).remove(name.substring(name.indexOf('/') + 1));
                deliver(service);
            }
            case "pod" -> {
                pods.remove(name);
                watcher.onPodRemoved(name.substring(0, name.indexOf('/')), name.substring(name.indexOf('/') + 1));
            }
            default -> throw new IllegalArgumentException("what is a " + what + "?");
        }
    }

    private void putService(String kind, List<String> words) {
        ServiceName name = ServiceName.parse(words.get(0));
        var builder = Service.builder(name);
        int ports = 1;
        switch (kind) {
            case "service" -> {
                builder.clusterIps(addresses(words.get(1)));
                ports = 2;
            }
            case "headless" -> builder.headless();
            default -> {
                builder.externalName(words.get(1));
                ports = 2;
            }
        }
        builder.ports(words.subList(ports, words.size()).stream()
                .map(ClusterWorld::servicePort)
                .toList());
        services.put(name, builder.build());
        deliver(name);
    }

    private void putPod(List<String> words) {
        String[] names = words.get(0).split("/", -1);
        Pod pod = Pod.builder(names[0], names[1])
                .addresses(addresses(words.get(1)))
                .build();
        pods.put(words.get(0), pod);
        watcher.onPod(pod);
    }

    private void putSlice(List<String> words) {
        String[] names = words.get(0).split("/", -1);
        ServiceName name = ServiceName.parse(names[0]);
        int bar = words.indexOf("|");
        List<EndpointPort> ports = words.subList(1, bar).stream()
                .map(ClusterWorld::servicePort)
                .map(port -> EndpointPort.of(port.name(), port.protocol(), port.number()))
                .toList();
        List<Endpoint> endpoints = words.subList(bar + 1, words.size()).stream()
                .map(ClusterWorld::endpoint)
                .toList();
        AddressFamily family = endpoints.isEmpty()
                ? AddressFamily.IPV4
                : endpoints.get(0).address().family();
        EndpointGroup group = EndpointGroup.of(names[1], family, ports, endpoints);
        putGroup(name, names.length > 2 ? group.importedFrom(names[2]) : group);
    }

    /** The namespaces that exist. */
    public Set<String> namespaces() {
        return Collections.unmodifiableSet(namespaces);
    }

    /** The Services that exist. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    /** The pods that exist. */
    public Collection<Pod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** The slices of a Service. */
    public Collection<EndpointGroup> groups(ServiceName name) {
        return Collections.unmodifiableCollection(groupsOf(name).values());
    }

    /** Adds or replaces a slice. */
    public void putGroup(ServiceName name, EndpointGroup group) {
        groupsOf(name).put(group.name(), group);
        deliver(name);
    }

    private Map<String, EndpointGroup> groupsOf(ServiceName name) {
        return groups.computeIfAbsent(name, key -> new LinkedHashMap<>());
    }

    private void deliver(ServiceName name) {
        Service service = services.get(name);
        if (service != null) {
            List<EndpointGroup> all = new ArrayList<>(groupsOf(name).values());
            watcher.onService(ServiceSnapshot.of(service, all, ++version, "world", Instant.EPOCH));
        }
    }

    private static List<IpAddress> addresses(String word) {
        return word.equals("-")
                ? List.of()
                : List.of(word.split(",", -1)).stream().map(IpAddress::parse).toList();
    }

    private static ServicePort servicePort(String word) {
        int colon = word.indexOf(':');
        int slash = word.indexOf('/');
        return ServicePort.builder(Integer.parseInt(word.substring(colon + 1, slash)))
                .name(word.substring(0, colon))
                .protocol(Protocol.valueOf(word.substring(slash + 1).toUpperCase(Locale.ROOT)))
                .build();
    }

    private static Endpoint endpoint(String word) {
        boolean ready = !word.startsWith("!");
        String[] zoneAndRest = word.substring(ready ? 0 : 1).split("%", -1);
        String[] podAndRest = zoneAndRest[0].split("@", -1);
        String[] addressAndHost = podAndRest[0].split("=", -1);
        Endpoint.Builder builder =
                Endpoint.builder(IpAddress.parse(addressAndHost[0])).ready(ready);
        if (addressAndHost.length > 1) {
            builder.hostname(addressAndHost[1]);
        }
        if (podAndRest.length > 1) {
            builder.pod(podAndRest[1], "uid-" + podAndRest[1]);
        }
        if (zoneAndRest.length > 1) {
            builder.zone(zoneAndRest[1]);
        }
        return builder.build();
    }
}
