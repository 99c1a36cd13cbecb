// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.LoadBalancerIngress;
import dev.cairn.discovery.LoadBalancerIngress.IpMode;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.TrafficPolicy;
import dev.cairn.discovery.manifests.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads Services. */
final class ServiceReader {
    private static final String EXTERNAL_NAME = "ExternalName";
    private static final List<String> TYPES = List.of("ClusterIP", "NodePort", "LoadBalancer", EXTERNAL_NAME);
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;
    private static final int MAX_AFFINITY_SECONDS = 86_400;
    private static final Set<String> SPEC_FIELDS = Set.of(
            "type",
            "selector",
            "ports",
            "clusterIP",
            "clusterIPs",
            "ipFamilies",
            "ipFamilyPolicy",
            "externalName",
            "externalIPs",
            "loadBalancerIP",
            "loadBalancerClass",
            "loadBalancerSourceRanges",
            "allocateLoadBalancerNodePorts",
            "healthCheckNodePort",
            "sessionAffinity",
            "sessionAffinityConfig",
            "internalTrafficPolicy",
            "externalTrafficPolicy",
            "trafficDistribution",
            "publishNotReadyAddresses");

    private ServiceReader() {}

    static ServiceManifest read(Meta meta, YamlMap object) {
        YamlMap spec = object.map("spec");
        if (!object.has("spec")) {
            object.error("spec", "is missing");
        }
        spec.expectOnly(SPEC_FIELDS);
        String type = spec.word("type", TYPES, "ClusterIP");
        ClusterIpFields clusterIps = ClusterIpFields.read(spec);
        ServiceBuilder builder = Service.builder(ServiceName.of(meta.namespace(), meta.name()));
        builder.ports(ServicePortReader.read(spec, type));
        if (type.equals(EXTERNAL_NAME)) {
            readExternalName(spec, clusterIps, builder);
        } else if (clusterIps.isHeadless()) {
            if (!type.equals("ClusterIP")) {
                spec.error("clusterIP", "must not be None for a Service of type " + type);
            }
            builder.headless();
        } else {
            builder.exposure(exposure(type));
            if (!spec.has("ports")) {
                spec.error("ports", "is missing: only a headless Service or an ExternalName needs none");
            }
        }
        readTraffic(spec, builder);
        builder.externalIps(Addresses.readAll(spec, "externalIPs"));
        builder.loadBalancerIngress(type.equals("LoadBalancer") ? ingress(object) : List.of());
        // The control plane looks at no selector of an ExternalName.
        Map<String, String> selector = type.equals(EXTERNAL_NAME) ? Map.of() : spec.textMap("selector");
        boolean wantsNodePorts = type.equals("NodePort")
                || type.equals("LoadBalancer") && spec.flag("allocateLoadBalancerNodePorts", true);
        return new ServiceManifest(meta, builder.build(), selector, clusterIps.request(), wantsNodePorts);
    }

    private static void readExternalName(YamlMap spec, ClusterIpFields clusterIps, ServiceBuilder builder) {
        String name = spec.requiredText("externalName");
        String withoutDot = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        // Capitals are let through: they mean the same in DNS, and other tools than kubectl write them.
        if (spec.has("externalName") && !Names.isSubdomain(withoutDot.toLowerCase(Locale.ROOT))) {
            spec.error("externalName", Names.SUBDOMAIN_RULE);
        }
        if (IpAddress.isLiteral(name)) {
            spec.warning("externalName", "is an address, which does not resolve as a name; write an EndpointSlice");
        }
        if (!clusterIps.request().fixed().isEmpty()) {
            spec.error("clusterIP", "must not be set for a Service of type " + EXTERNAL_NAME);
        }
        builder.externalName(name.isEmpty() ? "invalid" : name);
    }

    private static Exposure exposure(String type) {
        return switch (type) {
            case "NodePort" -> Exposure.NODE_PORT;
            case "LoadBalancer" -> Exposure.LOAD_BALANCER;
            default -> Exposure.CLUSTER;
        };
    }

    private static void readTraffic(YamlMap spec, ServiceBuilder builder) {
        if (spec.word("sessionAffinity", List.of("None", "ClientIP"), "None").equals("ClientIP")) {
            int seconds = spec.map("sessionAffinityConfig")
                    .map("clientIP")
                    .number("timeoutSeconds", 1, MAX_AFFINITY_SECONDS, DEFAULT_AFFINITY_SECONDS);
            builder.clientIpAffinity(Duration.ofSeconds(seconds));
        }
        builder.internalTrafficPolicy(policy(spec, "internalTrafficPolicy"));
        builder.externalTrafficPolicy(policy(spec, "externalTrafficPolicy"));
        builder.trafficDistribution(spec.text("trafficDistribution"));
        builder.publishNotReadyAddresses(spec.flag("publishNotReadyAddresses", false));
    }

    private static TrafficPolicy policy(YamlMap spec, String key) {
        return spec.word(key, POLICIES, "Cluster").equals("Local") ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
    }

    /** What the status says the load balancer has; else the address that the Service asks it for. */
    private static List<LoadBalancerIngress> ingress(YamlMap object) {
        List<LoadBalancerIngress> ingress = new ArrayList<>();
        for (YamlMap entry : object.map("status").map("loadBalancer").maps("ingress")) {
            Optional<IpAddress> address = entry.has("ip") ? Addresses.read(entry, "ip") : Optional.empty();
            IpMode mode =
                    entry.word("ipMode", List.of("VIP", "Proxy"), "VIP").equals("VIP") ? IpMode.VIP : IpMode.PROXY;
            ingress.add(new LoadBalancerIngress(address, entry.text("hostname"), mode));
        }
        YamlMap spec = object.map("spec");
        if (ingress.isEmpty() && spec.has("loadBalancerIP")) {
            Addresses.read(spec, "loadBalancerIP")
                    .ifPresent(address -> ingress.add(new LoadBalancerIngress(Optional.of(address), "", IpMode.VIP)));
        }
        return ingress;
    }
}
