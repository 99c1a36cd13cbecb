// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.LoadBalancerIngress;
import dev.cairn.discovery.LoadBalancerIngress.IpMode;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.TrafficPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads a Service ({@code v1}). */
public final class ServiceReader implements ObjectReader<Service> {
    private static final String HEADLESS = "None";
    private static final int DEFAULT_AFFINITY_SECONDS = 3 * 60 * 60;

    private final Interner interner;
    private String type = "";
    private String clusterIp = "";
    private List<IpAddress> clusterIps = List.of();
    private List<IpAddress> externalIps = List.of();
    private List<ServicePort> ports = List.of();
    private List<LoadBalancerIngress> ingress = List.of();
    private String externalName = "";
    private String sessionAffinity = "";
    private int affinitySeconds;
    private TrafficPolicy internalPolicy = TrafficPolicy.CLUSTER;
    private TrafficPolicy externalPolicy = TrafficPolicy.CLUSTER;
    private String trafficDistribution = "";
    private boolean publishNotReadyAddresses;

    /** A reader. */
    public ServiceReader(Interner interner) {
        this.interner = Objects.requireNonNull(interner, "interner");
    }

    @Override
    public void begin() {
        type = "";
        clusterIp = "";
        clusterIps = List.of();
        externalIps = List.of();
        ports = List.of();
        ingress = List.of();
        externalName = "";
        sessionAffinity = "";
        affinitySeconds = DEFAULT_AFFINITY_SECONDS;
        internalPolicy = TrafficPolicy.CLUSTER;
        externalPolicy = TrafficPolicy.CLUSTER;
        trafficDistribution = "";
        publishNotReadyAddresses = false;
    }

    @Override
    public void field(String name, JsonParser parser) {
        switch (name) {
            case "spec" -> readSpec(parser);
            case "status" -> readStatus(parser);
            default -> {}
        }
    }

    @Override
    public Service end(Metadata metadata) {
        ServiceBuilder service = Service.builder(ServiceName.of(metadata.namespace(), metadata.name()))
                .ports(ports)
                .externalIps(externalIps)
                .loadBalancerIngress(ingress)
                .internalTrafficPolicy(internalPolicy)
                .externalTrafficPolicy(externalPolicy)
                .trafficDistribution(trafficDistribution)
                .publishNotReadyAddresses(publishNotReadyAddresses);
        if (sessionAffinity.equals("ClientIP")) {
            service.clientIpAffinity(Duration.ofSeconds(affinitySeconds));
        }
        switch (type) {
            case "NodePort" -> service.exposure(Exposure.NODE_PORT);
            case "LoadBalancer" -> service.exposure(Exposure.LOAD_BALANCER);
            default -> {}
        }
        if (type.equals("ExternalName")) {
            return service.externalName(externalName).build();
        }
        return clusterIp.equals(HEADLESS)
                ? service.headless().build()
                : service.clusterIps(allClusterIps()).build();
    }

    /** The older field alone is set by servers and tools that know no dual stack. */
    private List<IpAddress> allClusterIps() {
        if (!clusterIps.isEmpty()) {
            return clusterIps;
        }
        List<IpAddress> addresses = new ArrayList<>(1);
        Addresses.addTo(addresses, clusterIp);
        return addresses;
    }

    private void readSpec(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "type" -> type = Json.text(parser);
                case "clusterIP" -> clusterIp = Json.text(parser);
                case "clusterIPs" -> clusterIps = Addresses.readTexts(parser);
                case "externalIPs" -> externalIps = Addresses.readTexts(parser);
                case "ports" -> ports = Ports.readServicePorts(parser, interner);
                case "externalName" -> externalName = Json.text(parser);
                case "sessionAffinity" -> sessionAffinity = Json.text(parser);
                case "sessionAffinityConfig" -> readAffinityConfig(parser);
                case "internalTrafficPolicy" -> internalPolicy = readPolicy(parser);
                case "externalTrafficPolicy" -> externalPolicy = readPolicy(parser);
                case "trafficDistribution" -> trafficDistribution = interner.intern(Json.text(parser));
                case "publishNotReadyAddresses" -> publishNotReadyAddresses = Json.isTrue(parser, false);
                default -> {}
            }
        }
    }

    private static TrafficPolicy readPolicy(JsonParser parser) {
        return Json.text(parser).equals("Local") ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
    }

    private void readAffinityConfig(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("clientIP")) {
                readClientIp(parser);
            }
        }
    }

    private void readClientIp(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("timeoutSeconds")) {
                int seconds = Json.integer(parser);
                affinitySeconds = seconds == 0 ? DEFAULT_AFFINITY_SECONDS : seconds;
            }
        }
    }

    private void readStatus(JsonParser parser) {
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("loadBalancer")) {
                readLoadBalancer(parser);
            }
        }
    }

    private void readLoadBalancer(JsonParser parser) {
        List<LoadBalancerIngress> points = new ArrayList<>();
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            if (field.equals("ingress")) {
                for (boolean more = Json.firstElement(parser); more; more = Json.nextElement(parser)) {
                    points.add(readIngress(parser));
                }
            }
        }
        ingress = points;
    }

    private static LoadBalancerIngress readIngress(JsonParser parser) {
        String ip = "";
        String hostname = "";
        IpMode mode = IpMode.VIP;
        for (String field = Json.firstField(parser); field != null; field = Json.nextField(parser)) {
            switch (field) {
                case "ip" -> ip = Json.text(parser);
                case "hostname" -> hostname = Json.text(parser);
                case "ipMode" -> mode = Json.text(parser).equals("Proxy") ? IpMode.PROXY : IpMode.VIP;
                default -> {}
            }
        }
        Optional<IpAddress> address = IpAddress.isLiteral(ip) ? Optional.of(IpAddress.parse(ip)) : Optional.empty();
        return new LoadBalancerIngress(address, hostname, mode);
    }
}
