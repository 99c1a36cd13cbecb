// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Builds a {@link Service}; the defaults stand at {@link Service#builder}. <b>Confined to</b> one thread. */
public final class ServiceBuilder {
    private static final Duration DEFAULT_AFFINITY_TIMEOUT = Duration.ofHours(3);

    final ServiceName name;
    ServiceKind kind = ServiceKind.CLUSTER_IP;
    Exposure exposure = Exposure.CLUSTER;
    List<IpAddress> clusterIps = List.of();
    List<ServicePort> ports = List.of();
    String externalName = "";
    List<IpAddress> externalIps = List.of();
    List<LoadBalancerIngress> loadBalancerIngress = List.of();
    SessionAffinity sessionAffinity = SessionAffinity.NONE;
    Duration sessionAffinityTimeout = DEFAULT_AFFINITY_TIMEOUT;
    TrafficPolicy internalTrafficPolicy = TrafficPolicy.CLUSTER;
    TrafficPolicy externalTrafficPolicy = TrafficPolicy.CLUSTER;
    String trafficDistribution = "";
    boolean publishNotReadyAddresses;

    ServiceBuilder(ServiceName name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    ServiceBuilder(Service service) {
        name = service.name();
        kind = service.kind();
        exposure = service.exposure();
        clusterIps = service.clusterIps();
        ports = service.ports();
        externalName = service.externalName();
        externalIps = service.externalIps();
        loadBalancerIngress = service.loadBalancerIngress();
        sessionAffinity = service.sessionAffinity();
        sessionAffinityTimeout = service.sessionAffinityTimeout();
        internalTrafficPolicy = service.internalTrafficPolicy();
        externalTrafficPolicy = service.externalTrafficPolicy();
        trafficDistribution = service.trafficDistribution();
        publishNotReadyAddresses = service.publishNotReadyAddresses();
    }

    /** Makes it a Service with these virtual addresses, the primary first; none yet is legal. */
    public ServiceBuilder clusterIps(IpAddress... values) {
        return clusterIps(List.of(values));
    }

    /** Makes it a Service with these virtual addresses, the primary first; none yet is legal. */
    public ServiceBuilder clusterIps(List<IpAddress> values) {
        kind = ServiceKind.CLUSTER_IP;
        clusterIps = List.copyOf(values);
        externalName = "";
        return this;
    }

    /** Makes it headless. */
    public ServiceBuilder headless() {
        kind = ServiceKind.HEADLESS;
        clusterIps = List.of();
        externalName = "";
        return this;
    }

    /** Makes it stand for another name; the text is kept as written. */
    public ServiceBuilder externalName(String value) {
        kind = ServiceKind.EXTERNAL_NAME;
        externalName = Objects.requireNonNull(value, "externalName");
        clusterIps = List.of();
        return this;
    }

    /** How far it is reachable. */
    public ServiceBuilder exposure(Exposure value) {
        exposure = Objects.requireNonNull(value, "exposure");
        return this;
    }

    /** The ports. */
    public ServiceBuilder ports(ServicePort... values) {
        return ports(List.of(values));
    }

    /** The ports. */
    public ServiceBuilder ports(List<ServicePort> values) {
        ports = List.copyOf(values);
        return this;
    }

    /** Addresses outside the cluster's care. */
    public ServiceBuilder externalIps(List<IpAddress> values) {
        externalIps = List.copyOf(values);
        return this;
    }

    /** Where an external load balancer receives traffic. */
    public ServiceBuilder loadBalancerIngress(List<LoadBalancerIngress> values) {
        loadBalancerIngress = List.copyOf(values);
        return this;
    }

    /** Keeps calls of one client address with one endpoint until this time passes without one; positive. */
    public ServiceBuilder clientIpAffinity(Duration timeout) {
        sessionAffinity = SessionAffinity.CLIENT_IP;
        sessionAffinityTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Which endpoints senders inside the cluster may use. */
    public ServiceBuilder internalTrafficPolicy(TrafficPolicy value) {
        internalTrafficPolicy = Objects.requireNonNull(value, "internalTrafficPolicy");
        return this;
    }

    /** Which endpoints senders outside the cluster may use. */
    public ServiceBuilder externalTrafficPolicy(TrafficPolicy value) {
        externalTrafficPolicy = Objects.requireNonNull(value, "externalTrafficPolicy");
        return this;
    }

    /** The wish how traffic is spread; empty means none. */
    public ServiceBuilder trafficDistribution(String value) {
        trafficDistribution = Objects.requireNonNull(value, "trafficDistribution");
        return this;
    }

    /** Whether endpoints count as ready whatever their state. */
    public ServiceBuilder publishNotReadyAddresses(boolean value) {
        publishNotReadyAddresses = value;
        return this;
    }

    /**
     * The Service.
     *
     * @throws IllegalArgumentException when the external name of such a Service is empty, or the affinity timeout isn't positive
     */
    public Service build() {
        if (kind == ServiceKind.EXTERNAL_NAME && externalName.isEmpty()) {
            throw new IllegalArgumentException(name + ": externalName must not be empty");
        }
        if (sessionAffinityTimeout.isNegative() || sessionAffinityTimeout.isZero()) {
            throw new IllegalArgumentException(
                    name + ": sessionAffinityTimeout must be positive, was " + sessionAffinityTimeout);
        }
        return Service.of(this);
    }
}
