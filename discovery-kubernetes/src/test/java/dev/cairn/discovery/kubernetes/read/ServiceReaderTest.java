// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.LoadBalancerIngress;
import dev.cairn.discovery.LoadBalancerIngress.IpMode;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.TargetPort;
import dev.cairn.discovery.TrafficPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceReaderTest {
    private static final ServiceName ORDERS = ServiceName.of("shop", "orders");

    private final ServiceReader reader = new ServiceReader(new Interner());

    @Test
    void readsEveryField() {
        Service service = service(
                "{'type':'LoadBalancer','clusterIP':'10.96.0.1','clusterIPs':['10.96.0.1','fd00::1'],"
                        + "'externalIPs':['192.0.2.1'],'ports':[{'name':'http','protocol':'TCP','port':80,'targetPort':'web','nodePort':30080,"
                        + "'appProtocol':'h2c'},{'name':'dns','protocol':'UDP','port':53,'targetPort':5353}],'sessionAffinity':'ClientIP',"
                        + "'sessionAffinityConfig':{'clientIP':{'timeoutSeconds':60}},'internalTrafficPolicy':'Local',"
                        + "'externalTrafficPolicy':'Local','trafficDistribution':'PreferSameZone','publishNotReadyAddresses':true,"
                        + "'selector':{'app':'orders'},'ipFamilies':['IPv4','IPv6'],'unheardOf':[{'a':[1]}]},"
                        + "'status':{'loadBalancer':{'ingress':[{'ip':'203.0.113.1','ipMode':'Proxy'},{'hostname':'lb.example'}]}}");
        assertThat(service)
                .isEqualTo(Service.builder(ORDERS)
                        .clusterIps(IpAddress.parse("10.96.0.1"), IpAddress.parse("fd00::1"))
                        .exposure(Exposure.LOAD_BALANCER)
                        .externalIps(List.of(IpAddress.parse("192.0.2.1")))
                        .ports(
                                ServicePort.builder(80)
                                        .name("http")
                                        .targetPort(TargetPort.of("web"))
                                        .nodePort(30_080)
                                        .appProtocol("h2c")
                                        .build(),
                                ServicePort.builder(53)
                                        .name("dns")
                                        .protocol(Protocol.UDP)
                                        .targetPort(TargetPort.of(5353))
                                        .build())
                        .clientIpAffinity(Duration.ofSeconds(60))
                        .internalTrafficPolicy(TrafficPolicy.LOCAL)
                        .externalTrafficPolicy(TrafficPolicy.LOCAL)
                        .trafficDistribution("PreferSameZone")
                        .publishNotReadyAddresses(true)
                        .loadBalancerIngress(List.of(
                                new LoadBalancerIngress(Optional.of(IpAddress.parse("203.0.113.1")), "", IpMode.PROXY),
                                new LoadBalancerIngress(Optional.empty(), "lb.example", IpMode.VIP)))
                        .build());
    }

    @Test
    void readsAHeadlessService() {
        assertThat(service("{'clusterIP':'None','clusterIPs':['None'],'type':'ClusterIP'}"))
                .isEqualTo(Service.builder(ORDERS).headless().build());
    }

    @Test
    void readsAnExternalName() {
        Service service = service("{'type':'ExternalName','externalName':'db.example.com'}");
        assertThat(service.kind()).isEqualTo(ServiceKind.EXTERNAL_NAME);
        assertThat(service.externalName()).isEqualTo("db.example.com");
    }

    @Test
    void takesAServiceWithoutAddressYet() {
        assertThat(service("{'type':'ClusterIP','clusterIP':''}").clusterIps()).isEmpty();
        assertThat(service("{'type':'ClusterIP','clusterIP':''}").kind()).isEqualTo(ServiceKind.CLUSTER_IP);
    }

    @Test
    void takesTheOneAddressOfAServerThatListsNone() {
        assertThat(service("{'clusterIP':'10.96.0.1'}").clusterIps()).containsExactly(IpAddress.parse("10.96.0.1"));
    }

    @Test
    void startsAnewWithEachObject() {
        service(
                "{'type':'NodePort','clusterIP':'None','ports':[{'port':1}],'publishNotReadyAddresses':true,'externalIPs':['192.0.2.1']}");
        assertThat(service("{'clusterIP':''}"))
                .isEqualTo(Service.builder(ORDERS).build());
    }

    @Test
    void leavesOutAPortOfAnUnknownProtocolAndKeepsTheOthers() {
        assertThat(service(
                                "{'ports':[{'port':1,'protocol':'QUIC'},{'port':2,'targetPort':0},{'port':3,'targetPort':''}]}")
                        .ports())
                .containsExactly(
                        ServicePort.builder(2).build(), ServicePort.builder(3).build());
    }

    @Test
    void refusesAnExternalNameWithoutName() {
        assertThatThrownBy(() -> service("{'type':'ExternalName'}"))
                .isInstanceOf(MalformedObjectException.class)
                .hasMessageContaining("externalName must not be empty");
    }

    private Service service(String spec) {
        String json = "{'metadata':{'name':'orders','namespace':'shop'},'spec':" + spec + "}";
        return Objects.requireNonNull(Parsing.object(reader, json).value());
    }
}
