// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.manifests.object.EndpointSliceManifest;
import dev.cairn.discovery.manifests.object.EndpointsManifest;
import dev.cairn.discovery.manifests.object.Manifest;
import dev.cairn.discovery.manifests.object.ServiceManifest;
import dev.cairn.discovery.manifests.object.WorkloadManifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Finds the endpoints of Services: pods that a selector matches, and those that are written by hand. */
final class ServiceEndpoints {
    private static final String SLICE_CONTROLLER = "endpointslice-controller.k8s.io";
    private static final String MIRRORING_CONTROLLER = "endpointslicemirroring-controller.k8s.io";
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    private static final String MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";
    private static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

    private final PodIndex pods;
    private final Problems warnings;
    private final List<WorkloadManifest> workloads = new ArrayList<>();
    private final Map<ServiceName, List<EndpointSliceManifest>> slices = new HashMap<>();
    private final Map<ServiceName, EndpointsManifest> endpoints = new HashMap<>();

    ServiceEndpoints(List<Manifest> manifests, PodIndex pods, Problems warnings) {
        this.pods = pods;
        this.warnings = warnings;
        for (Manifest manifest : manifests) {
            if (manifest instanceof EndpointSliceManifest slice) {
                slices.computeIfAbsent(serviceOf(slice), key -> new ArrayList<>())
                        .add(slice);
            }
            if (manifest instanceof WorkloadManifest workload) {
                workloads.add(workload);
            }
            if (manifest instanceof EndpointsManifest mirrored && mirrored.isMirrored()) {
                endpoints.put(
                        ServiceName.of(
                                mirrored.meta().namespace(), mirrored.meta().name()),
                        mirrored);
            }
        }
    }

    /** The endpoints that the control plane would put into slices of its own. */
    List<Candidate> candidates(ServiceManifest service, List<AddressFamily> families) {
        if (!service.selector().isEmpty()) {
            return selected(service, families);
        }
        if (service.declared().kind() == ServiceKind.EXTERNAL_NAME) {
            return List.of();
        }
        EndpointsManifest mirrored = endpoints.get(service.declared().name());
        List<Candidate> candidates = new ArrayList<>();
        if (mirrored != null) {
            mirrored.subsets()
                    .forEach(subset -> subset.endpoints()
                            .forEach(endpoint -> candidates.add(new Candidate(endpoint, subset.ports()))));
        }
        return candidates;
    }

    /** The labels of the slices that the control plane would make: those of the object they are made from, and its own. */
    Map<String, String> slicedLabels(ServiceManifest service) {
        EndpointsManifest mirrored =
                service.selector().isEmpty() ? endpoints.get(service.declared().name()) : null;
        Map<String, String> labels = new HashMap<>(
                mirrored == null ? service.meta().labels() : mirrored.meta().labels());
        labels.put(SERVICE_LABEL, service.meta().name());
        labels.put(MANAGER_LABEL, mirrored == null ? SLICE_CONTROLLER : MIRRORING_CONTROLLER);
        if (mirrored == null && service.declared().kind() == ServiceKind.HEADLESS) {
            labels.put(HEADLESS_LABEL, "");
        }
        return Map.copyOf(labels);
    }

    /** The slices that are written by hand, and not copies of what is evaluated here. */
    List<EndpointSliceManifest> written(ServiceManifest service) {
        ServiceName name = service.declared().name();
        return slices.getOrDefault(name, List.of()).stream()
                .filter(slice ->
                        service.selector().isEmpty() || !slice.manager().equals(SLICE_CONTROLLER))
                .filter(slice ->
                        !endpoints.containsKey(name) || !slice.manager().equals(MIRRORING_CONTROLLER))
                .toList();
    }

    /** Warns of endpoints written for Services that aren't there. */
    void warnOfOrphans(Set<ServiceName> services) {
        slices.forEach((name, orphans) -> {
            if (!services.contains(name)) {
                orphans.forEach(slice ->
                        slice.meta().warning(warnings, "belongs to the Service " + name + ", which isn't here"));
            }
        });
        endpoints.forEach((name, orphan) -> {
            if (!services.contains(name)) {
                orphan.meta().warning(warnings, "belongs to the Service " + name + ", which isn't here");
            }
        });
    }

    private List<Candidate> selected(ServiceManifest service, List<AddressFamily> families) {
        List<PodState> matching = pods.select(service.meta().namespace(), service.selector());
        if (matching.isEmpty() && workloads.stream().noneMatch(workload -> isSelected(workload, service))) {
            service.meta()
                    .warning(
                            warnings,
                            "its selector " + new TreeMap<>(service.selector()) + " matches no pod of its namespace");
        }
        Set<String> missingPorts = new LinkedHashSet<>();
        List<Candidate> candidates = new ArrayList<>();
        for (PodState pod : matching) {
            List<EndpointPort> ports = ports(service, pod, missingPorts);
            for (AddressFamily family : families) {
                pod.address(family).ifPresent(address -> {
                    Endpoint endpoint = pod.toEndpoint(
                            address, service.meta().name(), service.declared().publishNotReadyAddresses());
                    candidates.add(new Candidate(endpoint, ports));
                });
            }
        }
        missingPorts.forEach(
                port -> service.meta().warning(warnings, "no container port of its pods is named " + port));
        return candidates;
    }

    /** The Service's ports as this pod resolves them; one that the pod doesn't have is left out. */
    private static List<EndpointPort> ports(ServiceManifest service, PodState pod, Set<String> missing) {
        List<EndpointPort> ports = new ArrayList<>();
        for (ServicePort port : service.declared().ports()) {
            OptionalInt number = port.targetPort().isNamed()
                    ? pod.seed().template().port(port.targetPort().name(), port.protocol())
                    : OptionalInt.of(port.targetPort().number());
            if (number.isPresent()) {
                ports.add(new EndpointPort(port.name(), port.protocol(), number.getAsInt(), port.appProtocol()));
            } else {
                missing.add(port.targetPort() + "/" + port.protocol());
            }
        }
        return List.copyOf(ports);
    }

    /** Whether the Service would select the pods of a workload that has none at present. */
    private static boolean isSelected(WorkloadManifest workload, ServiceManifest service) {
        return workload.meta().namespace().equals(service.meta().namespace())
                && workload.template()
                        .labels()
                        .entrySet()
                        .containsAll(service.selector().entrySet());
    }

    private static ServiceName serviceOf(EndpointSliceManifest slice) {
        return ServiceName.of(slice.meta().namespace(), slice.serviceName());
    }
}
