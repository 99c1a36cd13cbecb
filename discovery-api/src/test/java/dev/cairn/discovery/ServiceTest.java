// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");

    /** Fails when a default changes; the Javadoc of {@link Service#builder} lists them. */
    @Test
    void hasTheDefaultsOfKubernetes() {
        Service service = Service.builder(ORDERS).build();
        assertThat(service.kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(service.exposure()).isEqualTo(Exposure.CLUSTER);
        assertThat(service.clusterIps()).isEmpty();
        assertThat(service.ports()).isEmpty();
        assertThat(service.externalName()).isEmpty();
        assertThat(service.externalIps()).isEmpty();
        assertThat(service.loadBalancerIngress()).isEmpty();
        assertThat(service.sessionAffinity()).isEqualTo(SessionAffinity.NONE);
        assertThat(service.sessionAffinityTimeout()).isEqualTo(Duration.ofHours(3));
        assertThat(service.internalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
        assertThat(service.externalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
        assertThat(service.trafficDistribution()).isEmpty();
        assertThat(service.publishNotReadyAddresses()).isFalse();
    }

    @Test
    void findsAPortByNumberOrName() {
        ServicePort tcp = ServicePort.tcp("dns-tcp", 53);
        ServicePort udp =
                ServicePort.builder(53).name("dns").protocol(Protocol.UDP).build();
        ServicePort unnamed = ServicePort.builder(9153).build();
        Service service = Service.builder(ORDERS).ports(tcp, udp, unnamed).build();
        assertThat(service.port(53)).contains(tcp);
        assertThat(service.port("dns")).contains(udp);
        assertThat(service.port("")).contains(unnamed);
        assertThat(service.port(80)).isEmpty();
        assertThat(service.port("http")).isEmpty();
    }

    @Test
    void theLastKindSaidCounts() {
        ServiceBuilder builder =
                Service.builder(ORDERS).clusterIps(IpAddress.parse("10.96.0.1")).externalName("example.com");
        assertThat(builder.build().clusterIps()).isEmpty();
        Service headless = builder.headless().build();
        assertThat(headless.kind()).isEqualTo(ServiceKind.HEADLESS);
        assertThat(headless.externalName()).isEmpty();
        Service back = builder.externalName("example.com")
                .clusterIps(IpAddress.parse("10.96.0.1"))
                .build();
        assertThat(back.kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(back.externalName()).isEmpty();
    }

    @Test
    void refusesAnEmptyExternalName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Service.builder(ORDERS).externalName("").build())
                .withMessage("orders.shop: externalName must not be empty");
    }

    @Test
    void refusesAnAffinityWithoutTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Service.builder(ORDERS).clientIpAffinity(Duration.ZERO).build())
                .withMessage("orders.shop: sessionAffinityTimeout must be positive, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Service.builder(ORDERS)
                        .clientIpAffinity(Duration.ofSeconds(-1))
                        .build());
    }

    @Test
    void differsInEveryField() {
        LoadBalancerIngress point = new LoadBalancerIngress(
                Optional.of(IpAddress.parse("203.0.113.1")), "", LoadBalancerIngress.IpMode.VIP);
        List<UnaryOperator<ServiceBuilder>> changes = List.of(
                same -> same,
                ServiceBuilder::headless,
                service -> service.externalName("example.com"),
                service -> service.clusterIps(IpAddress.parse("10.96.0.1")),
                service -> service.exposure(Exposure.NODE_PORT),
                service -> service.ports(ServicePort.tcp("http", 80)),
                service -> service.externalIps(List.of(IpAddress.parse("192.0.2.1"))),
                service -> service.loadBalancerIngress(List.of(point)),
                service -> service.clientIpAffinity(Duration.ofHours(3)),
                service -> service.clientIpAffinity(Duration.ofHours(1)),
                service -> service.internalTrafficPolicy(TrafficPolicy.LOCAL),
                service -> service.externalTrafficPolicy(TrafficPolicy.LOCAL),
                service -> service.trafficDistribution("PreferSameZone"),
                service -> service.publishNotReadyAddresses(true));
        List<Service> services = changes.stream()
                .map(change -> change.apply(Service.builder(ORDERS)).build())
                .toList();
        assertThat(services).doesNotHaveDuplicates();
        assertThat(services)
                .allSatisfy(service -> assertThat(service.toBuilder().build()).isEqualTo(service));
        assertThat(Service.builder(ORDERS).build()).isEqualTo(services.get(0)).hasSameHashCodeAs(services.get(0));
        assertThat(Service.builder(ServiceName.of("shop", "other")).build()).isNotEqualTo(services.get(0));
    }
}
