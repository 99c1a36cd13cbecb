// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static dev.cairn.discovery.manifests.Fixture.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.manifests.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cluster IPs, families and node ports. */
class ServiceAllotmentTest {
    private final Fixture fixture = new Fixture();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "nothing named; ; 10.96.",
                "single stack; ipFamilyPolicy: SingleStack; 10.96.",
                "IPv6 alone; ipFamilies: [IPv6]; fd00:10:96:",
                "dual stack preferred; ipFamilyPolicy: PreferDualStack; 10.96. fd00:10:96:",
                "dual stack required; ipFamilyPolicy: RequireDualStack; 10.96. fd00:10:96:",
                "IPv6 first; ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6]; fd00:10:96: 10.96.",
                "two families without policy; ipFamilies: [IPv6, IPv4]; fd00:10:96: 10.96.",
                "a fixed one; clusterIP: 10.96.7.7; 10.96.7.7",
                "a fixed one outside of the block; clusterIP: 172.20.0.1; 172.20.0.1",
                "a fixed IPv6; clusterIP: 'fd00:10:96::77'; fd00:10:96::77",
                "two fixed; clusterIPs: ['fd00:10:96::77', 10.96.7.7]; fd00:10:96::77 10.96.7.7",
                "one fixed, one free; clusterIP: 10.96.7.7, ipFamilyPolicy: PreferDualStack; 10.96.7.7 fd00:10:96:"
            })
    void allotsTheAddressesThatAServiceAsksFor(String name, String fields, String prefixes) {
        Service service =
                service(fixture.world(clusterIp("a", fields)), "a.shop").service();
        List<String> expected = List.of(prefixes.split(" "));
        assertThat(service.clusterIps()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(service.clusterIps().get(i)).asString().startsWith(expected.get(i));
        }
    }

    @Test
    void otherKindsGetNoAddress() {
        World world = fixture.world(clusterIp("headless", "clusterIP: None") + """
                ---
                {apiVersion: v1, kind: Service, metadata: {name: ext, namespace: shop}, spec: {type: ExternalName, externalName: a.example.com}}
                """);
        assertThat(service(world, "headless.shop").service().kind()).isEqualTo(ServiceKind.HEADLESS);
        assertThat(service(world, "headless.shop").service().clusterIps()).isEmpty();
        assertThat(service(world, "ext.shop").service().externalName()).isEqualTo("a.example.com");
        assertThat(service(world, "ext.shop").service().clusterIps()).isEmpty();
    }

    @Test
    void aFixedAddressIsTakenFromWhoeverWasAllottedIt() {
        IpAddress held = service(fixture.world(clusterIp("a", "")), "a.shop")
                .service()
                .clusterIps()
                .get(0);
        World world = fixture.world(clusterIp("a", "") + "---\n" + clusterIp("b", "clusterIP: " + held));
        assertThat(service(world, "b.shop").service().clusterIps()).containsExactly(held);
        assertThat(service(world, "a.shop").service().clusterIps()).hasSize(1).doesNotContain(held);
    }

    @Test
    void aClashOfFixedAddressesNamesBothPlaces() {
        assertThat(fixture.problems(
                        clusterIp("a", "clusterIP: 10.96.7.7") + "---\n" + clusterIp("b", "clusterIP: 10.96.7.7")))
                .containsExactly("6: Service shop/b: clusterIP 10.96.7.7 is taken by Service shop/a in test.yaml:1");
    }

    @Test
    void anAddressOfAFamilyThatTheClusterHasNotIsAnError() {
        Fixture ipv4 = new Fixture(List.of("10.96.0.0/16"), List.of("10.244.0.0/16"));
        assertThat(ipv4.problems(clusterIp("a", "ipFamilies: [IPv6]")))
                .containsExactly(
                        "1: Service shop/a: wants an address of family IPV6, and there is no service CIDR of it");
        assertThat(ipv4.problems(clusterIp("a", "ipFamilyPolicy: RequireDualStack")))
                .containsExactly(
                        "1: Service shop/a: ipFamilyPolicy RequireDualStack needs a second service CIDR; there is only 10.96.0.0/16");
        assertThat(service(ipv4.world(clusterIp("a", "ipFamilyPolicy: PreferDualStack")), "a.shop")
                        .service()
                        .clusterIps())
                .hasSize(1);
    }

    @Test
    void aFullBlockIsAnError() {
        Fixture tiny = new Fixture(List.of("10.96.0.0/30"), List.of("10.244.0.0/30"));
        assertThat(tiny.problems(clusterIp("a", "") + "---\n" + clusterIp("b", "") + "---\n" + clusterIp("c", "")))
                .containsExactly("11: Service shop/c: no address is left in the service CIDR 10.96.0.0/30");
    }

    @Test
    void nodePortsAreAllottedWhereTheyAreWanted() {
        World world = fixture.world(ported("a", "NodePort", "")
                + "---\n" + ported("b", "NodePort", ", nodePort: 30080")
                + "---\n" + ported("c", "LoadBalancer", "")
                + "---\n" + ported("d", "ClusterIP", "")
                + "---\n"
                + ported("e", "LoadBalancer", "").replace("spec: {", "spec: {allocateLoadBalancerNodePorts: false, "));
        assertThat(nodePort(world, "a.shop")).isBetween(30_086, 32_767);
        assertThat(nodePort(world, "b.shop")).isEqualTo(30_080);
        assertThat(nodePort(world, "c.shop")).isBetween(30_086, 32_767).isNotEqualTo(nodePort(world, "a.shop"));
        assertThat(nodePort(world, "d.shop")).isZero();
        assertThat(nodePort(world, "e.shop")).isZero();
        assertThat(service(world, "a.shop").service().exposure()).isEqualTo(Exposure.NODE_PORT);
        assertThat(service(world, "c.shop").service().exposure()).isEqualTo(Exposure.LOAD_BALANCER);
        assertThat(service(world, "d.shop").service().exposure()).isEqualTo(Exposure.CLUSTER);
    }

    @Test
    void aNodePortOutsideTheRangeOrTakenIsAnError() {
        assertThat(fixture.problems(ported("a", "NodePort", ", nodePort: 80")))
                .containsExactly("1: Service shop/a: nodePort must be 30000..32767, was 80");
        assertThat(fixture.problems(ported("a", "NodePort", ", nodePort: 30080") + "---\n"
                        + ported("b", "NodePort", ", nodePort: 30080")))
                .containsExactly("6: Service shop/b: nodePort 30080 is taken by Service shop/a in test.yaml:1");
    }

    @Test
    void oneServiceMayUseANodePortForTwoProtocols() {
        World world = fixture.world(ported(
                "a",
                "NodePort",
                ", nodePort: 30053, name: tcp}, {port: 80, protocol: UDP, nodePort: 30053, name: udp"));
        assertThat(service(world, "a.shop").service().ports())
                .extracting(port -> port.nodePort())
                .containsExactly(30_053, 30_053);
    }

    @Test
    void aLoadBalancerHasTheAddressesOfItsStatusElseTheOneItAsksFor() {
        String lb = ported("a", "LoadBalancer", "").replace("spec: {", "spec: {loadBalancerIP: 192.0.2.1, ");
        assertThat(service(fixture.world(lb), "a.shop").service().loadBalancerIngress())
                .extracting(
                        ingress -> ingress.address().map(IpAddress::toString).orElse(""))
                .containsExactly("192.0.2.1");
        String status = lb
                + "status: {loadBalancer: {ingress: [{ip: 192.0.2.9, ipMode: Proxy}, {hostname: lb.example.com}]}}\n";
        assertThat(service(fixture.world(status), "a.shop").service().loadBalancerIngress())
                .extracting(ingress ->
                        ingress.address().map(IpAddress::toString).orElse("") + ingress.hostname() + ingress.ipMode())
                .containsExactly("192.0.2.9PROXY", "lb.example.comVIP");
        assertThat(service(fixture.world(ported("b", "LoadBalancer", "")), "b.shop")
                        .service()
                        .loadBalancerIngress())
                .isEmpty();
    }

    private static int nodePort(World world, String name) {
        return service(world, name).service().ports().get(0).nodePort();
    }

    private static String clusterIp(String name, String fields) {
        String more = fields == null || fields.isEmpty() ? "" : ", " + fields;
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {ports: [{port: 80}]%s}
                """.formatted(name, more);
    }

    private static String ported(String name, String type, String portFields) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {type: %s, ports: [{port: 80%s}]}
                """.formatted(name, type, portFields);
    }
}
