// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.conformance.ClusterWorld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xbill.DNS.ReverseMap;

/** Every record of the world as a plain map from name and type to data: what the compiled model must answer, written to be read. */
final class NaiveZones {
    static final String ZONE = "cluster.local.";

    /** An endpoint as DNS sees it. */
    private record Target(String label, IpAddress address) {}

    private final ModelOptions model;
    private final boolean hidesEmptyServices;
    private final Map<String, Map<String, Set<String>>> records = new TreeMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Set<String>> endpointPointers = new TreeMap<>();
    private final Map<String, List<EndpointGroup>> headless = new TreeMap<>();

    NaiveZones(ClusterWorld world, ModelOptions model, boolean hidesEmptyServices) {
        this.model = model;
        this.hidesEmptyServices = hidesEmptyServices;
        add("dns-version." + ZONE, "TXT", "1.1.0");
        Stream.of("svc.", "pod.", "ns.dns.").forEach(name -> exists(name + ZONE));
        exists("ns.dns.in-addr.arpa.");
        exists("ns.dns.ip6.arpa.");
        world.namespaces().stream().filter(this::isSeen).forEach(namespace -> exists(namespace + ".svc." + ZONE));
        if (model.selection().inputs().contains(Input.PODS)) {
            addPods(world);
        }
        for (Service service : world.services()) {
            String namespace = service.name().namespace();
            if (isSeen(namespace) && world.namespaces().contains(namespace)) {
                add(service, world.groups(service.name()));
            }
        }
        endpointPointers.keySet().removeAll(records.keySet()); // a cluster IP has one name only
        endpointPointers.forEach((name, targets) -> targets.forEach(target -> add(name, "PTR", target)));
    }

    private void addPods(ClusterWorld world) {
        world.namespaces().stream().filter(this::isSeen).forEach(namespace -> exists(namespace + ".pod." + ZONE));
        for (Pod pod : world.pods()) {
            boolean isThere = isSeen(pod.namespace()) && world.namespaces().contains(pod.namespace());
            for (IpAddress address : isThere ? pod.addresses() : List.<IpAddress>of()) {
                add(dashed(address) + "." + pod.namespace() + ".pod." + ZONE, type(address), text(address));
            }
        }
    }

    private boolean isSeen(String namespace) {
        return model.selection().covers(namespace);
    }

    private void add(Service service, Collection<EndpointGroup> allGroups) {
        String name = service.name() + ".svc." + ZONE;
        List<EndpointGroup> groups =
                model.selection().inputs().contains(Input.ENDPOINTS) ? List.copyOf(allGroups) : List.of();
        boolean isEmpty = groups.stream().allMatch(group -> targets(group).isEmpty());
        if (service.kind() == ServiceKind.EXTERNAL_NAME) {
            add(name, "CNAME", service.externalName());
            return; // and nothing below it
        }
        addEndpoints(name, groups);
        if (service.kind() == ServiceKind.HEADLESS) {
            addHeadless(name, groups);
        } else if (!isEmpty || !hidesEmptyServices) {
            addClusterIp(name, service);
        }
    }

    private void addEndpoints(String service, List<EndpointGroup> groups) {
        for (EndpointGroup group : groups) {
            for (Target target : targets(group)) {
                String name = target.label() + "." + service;
                add(name, type(target.address()), text(target.address()));
                endpointPointers
                        .computeIfAbsent(reverse(target.address()), key -> new TreeSet<>())
                        .add(name);
            }
        }
        // An endpoint's own ports; the weight counts all endpoints that share the label.
        Set<String> labels = new TreeSet<>();
        groups.forEach(group -> targets(group).forEach(target -> labels.add(target.label())));
        for (String label : labels) {
            addServices(label + "." + service, service, groups, label, null);
        }
    }

    /**
     * What stands at {@code <zone>.pin._zone} or {@code .prefer._zone} below a headless Service, for every zone that can be asked for:
     * the same records as if the Service had only the endpoints of that zone.
     */
    private NaiveZones zonal(String name) {
        int at = Math.max(name.indexOf(".pin._zone."), name.indexOf(".prefer._zone."));
        String service = at <= 0 || !model.zones() ? "" : name.substring(name.indexOf("._zone.") + 7);
        List<EndpointGroup> groups = headless.getOrDefault(service, List.of());
        if (groups.stream().allMatch(group -> targets(group).isEmpty())) {
            return this;
        }
        List<EndpointGroup> inZone = groups.stream()
                .map(group -> EndpointGroup.of(
                        group.name(),
                        group.family(),
                        group.ports(),
                        group.endpoints().stream()
                                .filter(each -> each.zone().orElse("").equals(name.substring(0, at)))
                                .toList()))
                .toList();
        boolean isEmpty = inZone.stream().allMatch(group -> targets(group).isEmpty());
        List<EndpointGroup> shown = isEmpty && name.startsWith(".prefer.", at) ? groups : inZone;
        NaiveZones zonal = new NaiveZones(
                new ClusterWorld(new ClusterWatcher() {
                    @Override
                    public void onService(ServiceSnapshot snapshot) {}

                    @Override
                    public void onServiceRemoved(ServiceName removed) {}
                }),
                new ModelOptions(model.selection(), false),
                false);
        zonal.addEndpoints(service, shown);
        zonal.exists(name);
        for (EndpointGroup group : shown) {
            targets(group).forEach(target -> zonal.add(name, type(target.address()), text(target.address())));
        }
        zonal.addServices(name, service, shown, null, null);
        return zonal;
    }

    private void addHeadless(String name, List<EndpointGroup> groups) {
        headless.put(name, groups);
        if (model.zones() && groups.stream().anyMatch(group -> !targets(group).isEmpty())) {
            exists("pin._zone." + name);
            exists("prefer._zone." + name);
            for (EndpointGroup group : groups) { // so that they are asked for
                group.endpoints()
                        .forEach(each -> each.zone()
                                .filter(zone -> !zone.contains(".."))
                                .ifPresent(zone -> {
                                    names.add(zone + ".pin._zone." + name);
                                    names.add(zone + ".prefer._zone." + name);
                                }));
            }
        }
        for (EndpointGroup group : groups) {
            targets(group).forEach(target -> add(name, type(target.address()), text(target.address())));
        }
        addServices(name, name, groups, null, null);
        Set<EndpointPort> ports = new HashSet<>();
        groups.forEach(group -> ports.addAll(group.ports()));
        for (EndpointPort port : ports) {
            if (!port.name().isEmpty()) {
                String owner = "_" + port.name() + "._" + port.protocol().name().toLowerCase(Locale.ROOT) + "." + name;
                addServices(owner, name, groups, null, port);
            }
        }
    }

    /** One record for each label and port number, of all labels or one, of all ports or those named and spoken like one. */
    private void addServices(
            String owner,
            String service,
            List<EndpointGroup> groups,
            @org.jspecify.annotations.Nullable String label,
            @org.jspecify.annotations.Nullable EndpointPort like) {
        Set<String> pairs = new LinkedHashSet<>();
        int candidates = 0;
        for (EndpointGroup group : groups) {
            for (Target target : targets(group)) {
                for (EndpointPort port : group.ports()) {
                    boolean asked =
                            like == null || like.name().equals(port.name()) && like.protocol() == port.protocol();
                    if (asked && (label == null || label.equals(target.label()))) {
                        candidates++;
                        pairs.add(port.number() + " " + target.label() + "." + service);
                    }
                }
            }
        }
        for (String pair : pairs) {
            add(owner, "SRV", "0 " + Math.max(1, 100 / candidates) + " " + pair);
        }
    }

    private void addClusterIp(String name, Service service) {
        exists(name);
        for (IpAddress address : service.clusterIps()) {
            add(name, type(address), text(address));
            add(reverse(address), "PTR", name);
        }
        int addresses = service.clusterIps().size();
        for (ServicePort port : service.ports()) {
            if (addresses > 0) {
                int all = addresses * service.ports().size();
                add(name, "SRV", "0 " + Math.max(1, 100 / all) + " " + port.number() + " " + name);
            }
            if (!port.name().isEmpty()) {
                String owner = "_" + port.name() + "._" + port.protocol().name().toLowerCase(Locale.ROOT) + "." + name;
                exists(owner);
                if (addresses > 0) {
                    add(owner, "SRV", "0 " + 100 / addresses + " " + port.number() + " " + name);
                }
            }
        }
    }

    private Set<Target> targets(EndpointGroup group) {
        Set<Target> targets = new LinkedHashSet<>();
        for (Endpoint endpoint : group.endpoints()) {
            if (endpoint.isReady()) {
                targets.add(new Target(label(endpoint), endpoint.address()));
            }
        }
        return targets;
    }

    private String label(Endpoint endpoint) {
        String hostname = endpoint.hostname().orElse("");
        String podName = model.selection().podReferences() ? endpoint.podName().orElse("") : "";
        String pattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
        if (hostname.matches(pattern) || podName.matches(pattern)) {
            return hostname.matches(pattern) ? hostname : podName;
        }
        return dashed(endpoint.address());
    }

    private static String dashed(IpAddress address) {
        String dashed = address.toString().replaceAll("[.:]", "-");
        return dashed.endsWith("-") ? dashed + "0" : dashed;
    }

    private static String type(IpAddress address) {
        return address.family() == AddressFamily.IPV4 ? "A" : "AAAA";
    }

    /** As dnsjava writes addresses. */
    private static String text(IpAddress address) {
        return address.toInetAddress().getHostAddress();
    }

    private static String reverse(IpAddress address) {
        return ReverseMap.fromAddress(address.toInetAddress()).toString();
    }

    private void add(String name, String type, String data) {
        exists(name);
        records.computeIfAbsent(name, key -> new TreeMap<>())
                .computeIfAbsent(type, key -> new TreeSet<>())
                .add(data);
    }

    /** A name exists, and with it every name above. */
    private void exists(String name) {
        String at = name;
        while (names.add(at) && at.indexOf('.') < at.length() - 1) {
            at = at.substring(at.indexOf('.') + 1);
        }
    }

    /** Every name that exists. */
    Set<String> names() {
        return names;
    }

    boolean has(String name) {
        return zonal(name.toLowerCase(Locale.ROOT)) != this || names.contains(name.toLowerCase(Locale.ROOT));
    }

    Set<String> data(String name, String type) {
        NaiveZones zonal = zonal(name.toLowerCase(Locale.ROOT));
        if (zonal != this) {
            return zonal.data(name, type);
        }
        return records.getOrDefault(name.toLowerCase(Locale.ROOT), Map.of()).getOrDefault(type, Set.of());
    }

    /** The response: its code, then each record of answer and additional section, sorted. */
    List<String> answer(String name, String type) {
        List<String> answer = new ArrayList<>();
        String at = name;
        Set<String> followed = new LinkedHashSet<>();
        while (!data(at, "CNAME").isEmpty() && followed.add(at.toLowerCase(Locale.ROOT))) {
            String target = data(at, "CNAME").iterator().next();
            answer.add(at + " CNAME " + target);
            if (type.equals("CNAME") || !target.endsWith("." + ZONE)) {
                return sorted("NOERROR", answer);
            }
            at = target;
        }
        if (followed.contains(at)) {
            return sorted("NOERROR", answer); // a loop
        }
        String owner = at;
        Set<String> data = data(at, type);
        data.forEach(value -> answer.add(owner + " " + type + " " + value));
        if (type.equals("SRV")) {
            NaiveZones told = zonal(at.toLowerCase(Locale.ROOT)); // only the addresses of the zone are told beside
            for (String value : data) {
                String target = Objects.requireNonNull(value.substring(value.lastIndexOf(' ') + 1));
                for (String glue : List.of("A", "AAAA")) {
                    told.data(target, glue).forEach(address -> answer.add("+" + target + " " + glue + " " + address));
                }
            }
        }
        return sorted(!data.isEmpty() ? "NOERROR" : has(at) ? "NODATA" : "NXDOMAIN", answer);
    }

    private static List<String> sorted(String code, List<String> records) {
        return Stream.concat(Stream.of(code), records.stream().distinct().sorted())
                .toList();
    }
}
