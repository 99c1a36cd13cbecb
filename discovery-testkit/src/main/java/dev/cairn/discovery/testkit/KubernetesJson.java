// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.LoadBalancerIngress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.SessionAffinity;
import dev.cairn.discovery.TargetPort;
import dev.cairn.discovery.TrafficPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the model as the Kubernetes objects it stands for, each as one line of JSON (and so of YAML): what the API server sends and
 * {@code kubectl apply} takes. Fields at their defaults are left out.
 */
public final class KubernetesJson {
    private KubernetesJson() {}

    /** A {@code v1 Namespace}. */
    public static String of(Namespace namespace) {
        return Json.write(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                Map.of("name", namespace.name(), "labels", namespace.labels())));
    }

    /** A {@code v1 Service} without selector. Pass the resource version that its metadata should carry, or an empty text. */
    public static String of(Service service, String resourceVersion) {
        Map<String, Object> object = object(
                "v1", "Service", service.name().namespace(), service.name().name());
        putIfAny(metadata(object), "resourceVersion", resourceVersion);
        object.put("spec", spec(service));
        if (!service.loadBalancerIngress().isEmpty()) {
            List<Map<String, Object>> points = service.loadBalancerIngress().stream()
                    .map(KubernetesJson::ingress)
                    .toList();
            object.put("status", Map.of("loadBalancer", Map.of("ingress", points)));
        }
        return Json.write(object);
    }

    /** A {@code v1 Service} without selector. */
    public static String of(Service service) {
        return of(service, "");
    }

    /** A {@code discovery.k8s.io/v1 EndpointSlice} of this Service. */
    public static String of(ServiceName service, EndpointGroup group) {
        return of(service, group, "");
    }

    /** A {@code discovery.k8s.io/v1 EndpointSlice} of this Service with a resource version, or an empty text for none. */
    public static String of(ServiceName service, EndpointGroup group, String resourceVersion) {
        Map<String, Object> object = object("discovery.k8s.io/v1", "EndpointSlice", service.namespace(), group.name());
        putIfAny(metadata(object), "resourceVersion", resourceVersion);
        metadata(object).put("labels", Map.of("kubernetes.io/service-name", service.name()));
        object.put("addressType", group.family() == AddressFamily.IPV4 ? "IPv4" : "IPv6");
        object.put("ports", group.ports().stream().map(KubernetesJson::port).toList());
        object.put(
                "endpoints",
                group.endpoints().stream()
                        .map(endpoint -> endpoint(service.namespace(), endpoint))
                        .toList());
        return Json.write(object);
    }

    /** A running {@code v1 Pod}. */
    public static String of(Pod pod) {
        Map<String, Object> object = object("v1", "Pod", pod.namespace(), pod.name());
        putIfAny(metadata(object), "uid", pod.uid());
        putIfAny(metadata(object), "labels", pod.labels());
        Map<String, Object> spec = new LinkedHashMap<>();
        putIfAny(spec, "nodeName", pod.nodeName());
        if (pod.hostNetwork()) {
            spec.put("hostNetwork", true);
        }
        spec.put("containers", List.of(Map.of("name", "main", "image", "none")));
        object.put("spec", spec);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("phase", "Running");
        if (!pod.addresses().isEmpty()) {
            status.put("podIP", pod.addresses().get(0));
            status.put(
                    "podIPs",
                    pod.addresses().stream()
                            .map(address -> Map.of("ip", address))
                            .toList());
        }
        status.put("conditions", List.of(Map.of("type", "Ready", "status", "True")));
        object.put("status", status);
        return Json.write(object);
    }

    /** A {@code v1 Node}. */
    public static String of(Node node) {
        return Json.write(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Map.of("name", node.name(), "labels", node.labels()),
                "status",
                Map.of(
                        "addresses",
                        node.addresses().stream()
                                .map(address -> Map.of("type", "InternalIP", "address", address))
                                .toList())));
    }

    private static Map<String, Object> object(String apiVersion, String kind, String namespace, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("namespace", namespace);
        metadata.put("name", name);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", metadata);
        return object;
    }

    @SuppressWarnings("unchecked") // object() made it
    private static Map<String, Object> metadata(Map<String, Object> object) {
        return (Map<String, Object>) object.getOrDefault("metadata", Map.of());
    }

    private static Map<String, Object> spec(Service service) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("type", type(service));
        if (service.kind() == ServiceKind.HEADLESS) {
            spec.put("clusterIP", "None");
            spec.put("clusterIPs", List.of("None"));
        } else if (!service.clusterIps().isEmpty()) {
            spec.put("clusterIP", service.clusterIps().get(0));
            spec.put("clusterIPs", service.clusterIps());
            spec.put(
                    "ipFamilies",
                    service.clusterIps().stream()
                            .map(address -> address.family() == AddressFamily.IPV4 ? "IPv4" : "IPv6")
                            .toList());
            spec.put("ipFamilyPolicy", service.clusterIps().size() > 1 ? "RequireDualStack" : "SingleStack");
        }
        putIfAny(
                spec,
                "ports",
                service.ports().stream().map(KubernetesJson::port).toList());
        putIfAny(spec, "externalName", service.externalName());
        putIfAny(spec, "externalIPs", service.externalIps());
        if (service.sessionAffinity() == SessionAffinity.CLIENT_IP) {
            spec.put("sessionAffinity", "ClientIP");
            spec.put(
                    "sessionAffinityConfig",
                    Map.of(
                            "clientIP",
                            Map.of(
                                    "timeoutSeconds",
                                    service.sessionAffinityTimeout().toSeconds())));
        }
        if (service.internalTrafficPolicy() == TrafficPolicy.LOCAL) {
            spec.put("internalTrafficPolicy", "Local");
        }
        if (service.externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            spec.put("externalTrafficPolicy", "Local");
        }
        putIfAny(spec, "trafficDistribution", service.trafficDistribution());
        if (service.publishNotReadyAddresses()) {
            spec.put("publishNotReadyAddresses", true);
        }
        return spec;
    }

    private static String type(Service service) {
        if (service.kind() == ServiceKind.EXTERNAL_NAME) {
            return "ExternalName";
        }
        return service.exposure() == Exposure.CLUSTER
                ? "ClusterIP"
                : service.exposure() == Exposure.NODE_PORT ? "NodePort" : "LoadBalancer";
    }

    private static Map<String, Object> port(ServicePort port) {
        Map<String, Object> json = new LinkedHashMap<>();
        putIfAny(json, "name", port.name());
        json.put("protocol", port.protocol().name());
        json.put("port", port.number());
        TargetPort target = port.targetPort();
        json.put("targetPort", target.isNamed() ? target.name() : target.number());
        if (port.nodePort() != 0) {
            json.put("nodePort", port.nodePort());
        }
        putIfAny(json, "appProtocol", port.appProtocol());
        return json;
    }

    private static Map<String, Object> port(EndpointPort port) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", port.name());
        json.put("protocol", port.protocol().name());
        json.put("port", port.number());
        putIfAny(json, "appProtocol", port.appProtocol());
        return json;
    }

    private static Map<String, Object> ingress(LoadBalancerIngress point) {
        Map<String, Object> json = new LinkedHashMap<>();
        point.address().ifPresent(address -> {
            json.put("ip", address);
            json.put("ipMode", point.ipMode() == LoadBalancerIngress.IpMode.VIP ? "VIP" : "Proxy");
        });
        putIfAny(json, "hostname", point.hostname());
        return json;
    }

    private static Map<String, Object> endpoint(String namespace, Endpoint endpoint) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("addresses", List.of(endpoint.address()));
        json.put(
                "conditions",
                Map.of(
                        "ready", endpoint.isReady(),
                        "serving", endpoint.isServing(),
                        "terminating", endpoint.isTerminating()));
        endpoint.hostname().ifPresent(value -> json.put("hostname", value));
        endpoint.nodeName().ifPresent(value -> json.put("nodeName", value));
        endpoint.zone().ifPresent(value -> json.put("zone", value));
        endpoint.podName()
                .ifPresent(name -> json.put(
                        "targetRef",
                        podReference(namespace, name, endpoint.podUid().orElse(""))));
        Map<String, Object> hints = new LinkedHashMap<>();
        putIfAny(hints, "forZones", names(endpoint.zoneHints()));
        putIfAny(hints, "forNodes", names(endpoint.nodeHints()));
        putIfAny(json, "hints", hints);
        return json;
    }

    private static Map<String, Object> podReference(String namespace, String name, String uid) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "Pod");
        json.put("namespace", namespace);
        json.put("name", name);
        putIfAny(json, "uid", uid);
        return json;
    }

    private static List<Map<String, String>> names(List<String> values) {
        return values.stream().map(value -> Map.of("name", value)).toList();
    }

    private static void putIfAny(Map<String, Object> json, String key, Object value) {
        boolean isEmpty = value instanceof String text && text.isEmpty()
                || value instanceof Collection<?> collection && collection.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!isEmpty) {
            json.put(key, value);
        }
    }
}
