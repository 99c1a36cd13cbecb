// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.cluster.World.ServiceState;
import dev.cairn.discovery.manifests.object.EndpointSliceManifest;
import dev.cairn.discovery.manifests.object.Kind;
import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.object.Meta;
import dev.cairn.discovery.manifests.object.NodeManifest;
import dev.cairn.discovery.manifests.object.ServiceManifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a world of manifests, and remembers what it gave to whom: the next world differs from the last one only by what the manifests
 * differ by. A set of manifests with errors leaves no trace.
 *
 * <p><b>Confined to</b> one thread.
 */
public final class ControlPlane {
    private final ServiceAllotter services;
    private final PodAllotter pods;
    private Map<ServiceName, List<EndpointGroup>> slicedGroups = Map.of();

    /**
     * A control plane that has given nothing yet.
     *
     * @param serviceCidrs where cluster IPs come from: one block, or one of each family, the primary first
     * @param podCidrs where pod addresses come from, likewise
     * @param nodePorts where node ports come from
     */
    public ControlPlane(List<Cidr> serviceCidrs, List<Cidr> podCidrs, PortRange nodePorts) {
        this.services = new ServiceAllotter(serviceCidrs, nodePorts);
        this.pods = new PodAllotter(podCidrs);
    }

    /** The world of these manifests. When {@code problems} has errors in the end, the world is forgotten and not to be used. */
    public World next(List<Manifest> manifests, Problems problems) {
        List<NodeManifest> nodeManifests = only(NodeManifest.class, manifests);
        List<ServiceManifest> serviceManifests = only(ServiceManifest.class, manifests);
        List<PodSeed> seeds = Replicas.expand(manifests, new Nodes(nodeManifests), problems);
        PodAllotter.Allotment running = pods.allot(nodeManifests, seeds, problems);
        ServiceAllotment allotment = services.allot(serviceManifests, problems);
        // With objects missing because of an error, whatever seems odd about the others may come from that alone.
        Problems warnings = new Problems();
        ServiceEndpoints endpoints = new ServiceEndpoints(manifests, new PodIndex(running.pods()), warnings);

        Map<ServiceName, List<EndpointGroup>> nextGroups = new HashMap<>();
        SortedMap<ServiceName, ServiceState> states = new TreeMap<>();
        for (ServiceManifest manifest : serviceManifests) {
            ServiceName name = manifest.declared().name();
            List<EndpointGroup> groups = EndpointSlicer.slice(
                    name.name(),
                    endpoints.candidates(manifest, allotment.families(name)),
                    slicedGroups.getOrDefault(name, List.of()));
            nextGroups.put(name, groups);
            states.put(name, state(service(manifest, allotment), manifest, groups, endpoints));
        }
        endpoints.warnOfOrphans(states.keySet());
        if (!problems.hasErrors()) {
            services.keep();
            pods.keep();
            slicedGroups = nextGroups;
            problems.addAll(warnings.all());
        }
        return new World(namespaces(manifests), running.nodes(), podsByKey(running.pods()), states);
    }

    private static ServiceState state(
            Service service, ServiceManifest manifest, List<EndpointGroup> sliced, ServiceEndpoints endpoints) {
        List<EndpointGroup> groups = new ArrayList<>(sliced);
        List<Map<String, String>> groupLabels =
                new ArrayList<>(Collections.nCopies(sliced.size(), endpoints.slicedLabels(manifest)));
        for (EndpointSliceManifest written : endpoints.written(manifest)) {
            groups.add(written.group());
            groupLabels.add(written.meta().labels());
        }
        return new ServiceState(service, groups, manifest.meta().labels(), groupLabels);
    }

    private static Service service(ServiceManifest manifest, ServiceAllotment allotment) {
        Service declared = manifest.declared();
        ServiceBuilder builder = declared.toBuilder().ports(allotment.ports(manifest));
        if (declared.kind() == ServiceKind.CLUSTER_IP) {
            builder.clusterIps(allotment.clusterIps(declared.name()));
        }
        return builder.build();
    }

    private static Map<String, Namespace> namespaces(List<Manifest> manifests) {
        Map<String, Namespace> namespaces = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            Meta meta = manifest.meta();
            if (meta.kind() == Kind.NAMESPACE) {
                namespaces.put(meta.name(), new Namespace(meta.name(), meta.labels()));
            } else if (!meta.namespace().isEmpty()) {
                namespaces.putIfAbsent(meta.namespace(), Namespace.of(meta.namespace()));
            }
        }
        return namespaces;
    }

    private static Map<String, Pod> podsByKey(List<PodState> running) {
        Map<String, Pod> byKey = new LinkedHashMap<>();
        running.forEach(pod -> byKey.put(pod.seed().key(), pod.toPod()));
        return byKey;
    }

    private static <M extends Manifest> List<M> only(Class<M> type, List<Manifest> manifests) {
        return manifests.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
