// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Node;
import dev.cairn.discovery.Pod;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherReadersTest {
    private final PodReader pods = new PodReader(new Interner(), false);

    @Test
    void readsANamespaceWithItsLabels() {
        assertThat(Parsing.object(
                                new NamespaceReader(),
                                "{'metadata':{'name':'shop','labels':{'team':'a'}},'spec':{'x':[]}}")
                        .value())
                .isEqualTo(new Namespace("shop", Map.of("team", "a")));
    }

    @Test
    void readsTheInternalAddressesOfANode() {
        assertThat(Parsing.object(
                                new NodeReader(),
                                "{'metadata':{'name':'n','labels':{'topology.kubernetes.io/zone':'z'}},'status':{'addresses':["
                                        + "{'type':'ExternalIP','address':'203.0.113.1'},{'type':'InternalIP','address':'192.0.2.1'},"
                                        + "{'type':'Hostname','address':'n'},{'address':'fd00::1','type':'InternalIP'}]}}")
                        .value())
                .isEqualTo(new Node(
                        "n",
                        List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("fd00::1")),
                        Map.of("topology.kubernetes.io/zone", "z")));
    }

    @Test
    void readsServiceImportsAsServices() {
        ServiceImportReader imports = new ServiceImportReader(new Interner());
        String json =
                "{'metadata':{'name':'db','namespace':'shop'},'spec':{'type':'TYPE','ips':['10.112.0.1','fd00::1'],"
                        + "'ports':[{'name':'pg','protocol':'TCP','port':5432}]},'status':{'clusters':[{'cluster':'east'}]}}";
        Service set = Objects.requireNonNull(
                Parsing.object(imports, json.replace("TYPE", "ClusterSetIP")).value());
        assertThat(set.name()).isEqualTo(ServiceName.of("shop", "db"));
        assertThat(set.kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(set.clusterIps()).containsExactly(IpAddress.parse("10.112.0.1"), IpAddress.parse("fd00::1"));
        assertThat(set.ports()).containsExactly(ServicePort.tcp("pg", 5432));
        Service headless = Objects.requireNonNull(
                Parsing.object(imports, json.replace("TYPE", "Headless")).value());
        assertThat(headless.kind()).isEqualTo(ServiceKind.HEADLESS);
    }

    @Test
    void readsAPod() {
        assertThat(pod(
                        "'spec':{'nodeName':'n','hostNetwork':true,'containers':[{}]},'status':{'phase':'Running','podIP':'10.0.0.1',"
                                + "'podIPs':[{'ip':'10.0.0.1'},{'ip':'fd00::1'}]}"))
                .isEqualTo(Pod.builder("shop", "web-0")
                        .uid("u")
                        .labels(Map.of("app", "web"))
                        .nodeName("n")
                        .hostNetwork(true)
                        .addresses(List.of(IpAddress.parse("10.0.0.1"), IpAddress.parse("fd00::1")))
                        .build());
    }

    @Test
    void readsNoMoreOfAPodThanItsAddressesWhereThatIsEnough() {
        PodReader thrifty = new PodReader(new Interner(), true);
        String json = podJson(
                "'spec':{'nodeName':'n','hostNetwork':true},'status':{'podIPs':[{'ip':'10.0.0.1'},{'ip':'fd00::1'}]}");
        assertThat(Parsing.object(thrifty, json).value())
                .isEqualTo(Pod.builder("shop", "web-0")
                        .hostNetwork(true)
                        .addresses(List.of(IpAddress.parse("10.0.0.1"), IpAddress.parse("fd00::1")))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':{'phase':'Pending'}",
                "'status':{'phase':'Succeeded','podIP':'10.0.0.1'}",
                "'status':{'phase':'Failed','podIP':'10.0.0.1'}",
                "'status':{'phase':'Unknown','podIP':'10.0.0.1'}",
            })
    void takesAPodThatIsNotThereForNothing(String fields) {
        assertThat(Parsing.object(pods, podJson(fields)).value()).isNull();
    }

    private Pod pod(String fields) {
        return Objects.requireNonNull(Parsing.object(pods, podJson(fields)).value());
    }

    private static String podJson(String fields) {
        return "{'metadata':{'name':'web-0','namespace':'shop','uid':'u','labels':{'app':'web'}}," + fields + "}";
    }
}
