// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.differential;

import dev.cairn.e2e.cluster.ApiWriter.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that make a world, and those that unmake it. */
final class WorldJson {
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/";

    private WorldJson() {}

    static Write namespace(String name) {
        return Write.create(
                "/api/v1/namespaces",
                object("v1", "Namespace", Map.of("name", name, "labels", Map.of(Marks.LABEL, Marks.label(name)))));
    }

    /** A pod, as it is written and as a kubelet would tell its addresses. */
    static List<Write> pod(String namespace, String name, List<String> addresses) {
        String pods = "/api/v1/namespaces/" + namespace + "/pods";
        Map<String, Object> body = object("v1", "Pod", Map.of("name", name, "namespace", namespace));
        body.put("spec", Map.of("containers", List.of(Map.of("name", "c", "image", "i")), "nodeName", "node"));
        Map<String, Object> told = new LinkedHashMap<>(body);
        told.put(
                "status",
                Map.of(
                        "phase",
                        "Running",
                        "podIP",
                        addresses.get(0),
                        "podIPs",
                        addresses.stream().map(address -> Map.of("ip", address)).toList()));
        return List.of(Write.create(pods, body), Write.replace(pods + "/" + name + "/status", told));
    }

    static List<Write> deletion(World world) {
        List<Write> writes = new ArrayList<>();
        world.services().forEach(service -> writes.add(Write.delete(path(service))));
        world.slices().forEach(slice -> writes.add(Write.delete(path(slice))));
        return writes;
    }

    static Write creation(World.Service service) {
        return Write.create("/api/v1/namespaces/" + service.namespace() + "/services", body(service));
    }

    static Write creation(World.Slice slice) {
        return Write.create(SLICES + slice.namespace() + "/endpointslices", body(slice));
    }

    /** Makes the object that there is be this one. */
    static Write replacement(World.Service service) {
        return Write.replace(path(service), body(service));
    }

    /** Makes the object that there is be this one. */
    static Write replacement(World.Slice slice) {
        return Write.replace(path(slice), body(slice));
    }

    private static Map<String, Object> body(World.Service service) {
        Map<String, Object> body = object(
                "v1",
                "Service",
                Map.of(
                        "name",
                        service.name(),
                        "namespace",
                        service.namespace(),
                        "labels",
                        Map.of(Marks.LABEL, Marks.label(service.name()))));
        body.put("spec", spec(service));
        return body;
    }

    private static Map<String, Object> body(World.Slice slice) {
        Map<String, Object> body = object(
                "discovery.k8s.io/v1",
                "EndpointSlice",
                Map.of(
                        "name",
                        slice.name(),
                        "namespace",
                        slice.namespace(),
                        "labels",
                        Map.of("kubernetes.io/service-name", slice.service(), Marks.LABEL, Marks.label(slice.name()))));
        body.put("addressType", slice.type());
        body.put("ports", slice.ports().stream().map(WorldJson::port).toList());
        body.put(
                "endpoints", slice.endpoints().stream().map(WorldJson::endpoint).toList());
        return body;
    }

    private static String path(World.Service service) {
        return "/api/v1/namespaces/" + service.namespace() + "/services/" + service.name();
    }

    private static String path(World.Slice slice) {
        return SLICES + slice.namespace() + "/endpointslices/" + slice.name();
    }

    private static Map<String, Object> object(String version, String kind, Map<String, ?> metadata) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", version);
        body.put("kind", kind);
        body.put("metadata", metadata);
        return body;
    }

    private static Map<String, Object> spec(World.Service service) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("ports", service.ports().stream().map(WorldJson::port).toList());
        spec.put("publishNotReadyAddresses", service.publishesNotReady());
        switch (service.kind()) {
            case EXTERNAL_NAME -> {
                spec.put("type", "ExternalName");
                spec.put("externalName", service.target());
            }
            case HEADLESS -> spec.put("clusterIP", "None");
            case CLUSTER_IP -> {
                List<String> addresses = service.clusterIps();
                spec.put("clusterIPs", addresses);
                spec.put("clusterIP", addresses.get(0));
                spec.put("ipFamilies", addresses.stream().map(WorldJson::family).toList());
                spec.put("ipFamilyPolicy", addresses.size() == 1 ? "SingleStack" : "RequireDualStack");
            }
        }
        return spec;
    }

    private static String family(String address) {
        return address.indexOf(':') < 0 ? "IPv4" : "IPv6";
    }

    private static Map<String, Object> port(World.Port port) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!port.name().isEmpty()) {
            body.put("name", port.name());
        }
        body.put("protocol", port.protocol());
        if (port.number() > 0) {
            body.put("port", port.number());
        }
        return body;
    }

    private static Map<String, Object> endpoint(World.Endpoint endpoint) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("addresses", endpoint.addresses());
        body.put("conditions", conditions(endpoint.conditions()));
        if (!endpoint.hostname().isEmpty()) {
            body.put("hostname", endpoint.hostname());
        }
        String zone = Marks.zone(endpoint.addresses().get(0));
        if (!zone.isEmpty()) {
            body.put("zone", zone);
        }
        if (!endpoint.podName().isEmpty()) {
            body.put("targetRef", Map.of("kind", "Pod", "name", endpoint.podName()));
        }
        return body;
    }

    private static Map<String, Object> conditions(World.Conditions conditions) {
        return switch (conditions) {
            case NOTHING_SAID -> Map.of();
            case READY -> Map.of("ready", true, "serving", true, "terminating", false);
            case NOT_READY -> Map.of("ready", false, "serving", false, "terminating", false);
            case TERMINATING -> Map.of("ready", false, "serving", false, "terminating", true);
            case TERMINATING_AND_SERVING -> Map.of("ready", false, "serving", true, "terminating", true);
        };
    }
}
