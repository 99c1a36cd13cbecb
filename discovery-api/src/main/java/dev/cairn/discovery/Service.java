// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Kubernetes Service: a stable name for endpoints that move.
 *
 * <p><b>Immutable.</b> Equal when every field is.
 */
public final class Service {
    private final ServiceName name;
    private final ServiceKind kind;
    private final Exposure exposure;
    private final List<IpAddress> clusterIps;
    private final List<ServicePort> ports;
    private final String externalName;
    private final List<IpAddress> externalIps;
    private final List<LoadBalancerIngress> loadBalancerIngress;
    private final SessionAffinity sessionAffinity;
    private final Duration sessionAffinityTimeout;
    private final TrafficPolicy internalTrafficPolicy;
    private final TrafficPolicy externalTrafficPolicy;
    private final String trafficDistribution;
    private final boolean publishNotReadyAddresses;

    private Service(ServiceBuilder builder) {
        name = builder.name;
        kind = builder.kind;
        exposure = builder.exposure;
        clusterIps = List.copyOf(builder.clusterIps);
        ports = List.copyOf(builder.ports);
        externalName = builder.externalName;
        externalIps = List.copyOf(builder.externalIps);
        loadBalancerIngress = List.copyOf(builder.loadBalancerIngress);
        sessionAffinity = builder.sessionAffinity;
        sessionAffinityTimeout = builder.sessionAffinityTimeout;
        internalTrafficPolicy = builder.internalTrafficPolicy;
        externalTrafficPolicy = builder.externalTrafficPolicy;
        trafficDistribution = builder.trafficDistribution;
        publishNotReadyAddresses = builder.publishNotReadyAddresses;
    }

    static Service of(ServiceBuilder builder) {
        return new Service(builder);
    }

    /**
     * A builder. Defaults: kind {@code CLUSTER_IP} with no addresses yet, exposure {@code CLUSTER}, no ports, no external names or
     * addresses, no session affinity (timeout 3 h when switched on), both traffic policies {@code CLUSTER}, no traffic
     * distribution, only ready addresses published.
     */
    public static ServiceBuilder builder(ServiceName name) {
        return new ServiceBuilder(name);
    }

    /** A builder that holds what this Service does, for one that differs a little. */
    public ServiceBuilder toBuilder() {
        return new ServiceBuilder(this);
    }

    /** The identity. */
    public ServiceName name() {
        return name;
    }

    /** How the name resolves. */
    public ServiceKind kind() {
        return kind;
    }

    /** How far it is reachable. */
    public Exposure exposure() {
        return exposure;
    }

    /** The virtual addresses, at most one of each family, the primary first; empty unless the kind is {@code CLUSTER_IP}. */
    public List<IpAddress> clusterIps() {
        return clusterIps;
    }

    /** The ports in the order of the object. */
    public List<ServicePort> ports() {
        return ports;
    }

    /** The port of this number; empty when there is none. Several protocols may share a number: the first in order is given. */
    public Optional<ServicePort> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }

    /** The port of this name, the empty name standing for an unnamed port; empty when there is none. */
    public Optional<ServicePort> port(String portName) {
        return ports.stream().filter(port -> port.name().equals(portName)).findFirst();
    }

    /** The name that an {@code EXTERNAL_NAME} Service stands for, as written; empty for the other kinds. */
    public String externalName() {
        return externalName;
    }

    /** Addresses outside the cluster's care that lead to this Service ({@code externalIPs}). */
    public List<IpAddress> externalIps() {
        return externalIps;
    }

    /** Where an external load balancer receives its traffic. */
    public List<LoadBalancerIngress> loadBalancerIngress() {
        return loadBalancerIngress;
    }

    /** Whether calls of one client stay with one endpoint. */
    public SessionAffinity sessionAffinity() {
        return sessionAffinity;
    }

    /** How long an idle client keeps its endpoint; meaningful with {@link SessionAffinity#CLIENT_IP} only. */
    public Duration sessionAffinityTimeout() {
        return sessionAffinityTimeout;
    }

    /** Which endpoints senders inside the cluster may use. */
    public TrafficPolicy internalTrafficPolicy() {
        return internalTrafficPolicy;
    }

    /** Which endpoints senders outside the cluster may use. */
    public TrafficPolicy externalTrafficPolicy() {
        return externalTrafficPolicy;
    }

    /** The wish how traffic is spread, such as {@code PreferSameZone}, as written; empty when there is none. */
    public String trafficDistribution() {
        return trafficDistribution;
    }

    /** Whether endpoints count as ready whatever their state. The source has applied this to {@link Endpoint#isReady()} already. */
    public boolean publishNotReadyAddresses() {
        return publishNotReadyAddresses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Service that
                && name.equals(that.name)
                && kind == that.kind
                && exposure == that.exposure
                && clusterIps.equals(that.clusterIps)
                && ports.equals(that.ports)
                && externalName.equals(that.externalName)
                && externalIps.equals(that.externalIps)
                && loadBalancerIngress.equals(that.loadBalancerIngress)
                && sessionAffinity == that.sessionAffinity
                && sessionAffinityTimeout.equals(that.sessionAffinityTimeout)
                && internalTrafficPolicy == that.internalTrafficPolicy
                && externalTrafficPolicy == that.externalTrafficPolicy
                && trafficDistribution.equals(that.trafficDistribution)
                && publishNotReadyAddresses == that.publishNotReadyAddresses;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, clusterIps, ports, externalName);
    }

    @Override
    public String toString() {
        return name + " " + kind + " " + (kind == ServiceKind.EXTERNAL_NAME ? externalName : clusterIps + " " + ports);
    }
}
