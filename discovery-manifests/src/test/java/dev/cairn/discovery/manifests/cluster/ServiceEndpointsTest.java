// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static dev.cairn.discovery.manifests.Fixture.endpoints;
import static dev.cairn.discovery.manifests.Fixture.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.manifests.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the EndpointSlice controllers would make of Services and pods. */
class ServiceEndpointsTest {
    private final Fixture fixture = new Fixture();

    @Test
    void aSelectorIsEqualityOfEveryLabelWithinTheNamespace() {
        World world = fixture.world(web("selector: {app: a, tier: web}")
                + pod("both", "labels: {app: a, tier: web, more: x}", "")
                + pod("one", "labels: {app: a}", "")
                + pod("other", "labels: {app: a, tier: db}", "")
                + pod("elsewhere", "labels: {app: a, tier: web}", "").replace("namespace: shop", "namespace: bank"));
        assertThat(podNames(world)).containsExactly("both");
    }

    @ParameterizedTest(name = "{0} -> ready, serving, terminating: {4}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "a pod without status ; ; ; false; true true false",
                "phase Pending ; ; status: {phase: Pending} ; false; false false false",
                "condition Ready ; ; status: {conditions: [{type: Ready, status: 'True'}]} ; false; true true false",
                "condition not Ready ; ; status: {phase: Running, conditions: [{type: Ready, status: 'False'}]} ; false; false false false",
                "annotation false ; annotations: {cairn.dev/ready: 'false'}; ; false; false false false",
                "annotation true ; annotations: {cairn.dev/ready: 'true'} ; status: {phase: Pending} ; false; false false false",
                "deleting ; deletionTimestamp: '2026-01-01T00:00:00Z'; ; false; false true true",
                "not ready but published ; annotations: {cairn.dev/ready: 'false'}; ; true; true false false",
                "deleting but published ; deletionTimestamp: '2026-01-01T00:00:00Z'; ; true; true true true"
            })
    void readinessFollowsTheController(
            String name, String metadata, String status, boolean published, String expected) {
        World world = fixture.world(web("selector: {app: a}, publishNotReadyAddresses: " + published)
                + pod(
                        "p",
                        "labels: {app: a}" + (metadata == null ? "" : ", " + metadata),
                        status == null ? "" : status));
        assertThat(endpoints(world, "web.shop"))
                .extracting(
                        endpoint -> endpoint.isReady() + " " + endpoint.isServing() + " " + endpoint.isTerminating())
                .containsExactly(expected);
    }

    @Test
    void anAnnotationMakesAllReplicasOrSingleOnesNotReady() {
        String set = """
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: shop, annotations: {%s}}
                spec: {replicas: 4, template: {metadata: {labels: {app: a}, annotations: {%s}}}}
                """;
        assertThat(ready(set.formatted("", ""))).containsExactly("db-0", "db-1", "db-2", "db-3");
        assertThat(ready(set.formatted("", "cairn.dev/ready: 'false'"))).isEmpty();
        assertThat(ready(set.formatted("cairn.dev/ready: 'false'", ""))).isEmpty();
        assertThat(ready(set.formatted("cairn.dev/not-ready: 'db-1, 3'", ""))).containsExactly("db-0", "db-2");
    }

    @Test
    void eachPodResolvesANamedPortForItself() {
        World world = fixture.world(
                web("selector: {app: a}")
                                .replace(
                                        "{port: 80}",
                                        "{name: http, port: 80, targetPort: web, appProtocol: h2c}, {name: dns, port: 53, protocol: UDP, targetPort: web}, {name: admin, port: 9}")
                        + pod(
                                "old",
                                "labels: {app: a}",
                                "spec: {containers: [{ports: [{name: web, containerPort: 8080}]}]}")
                        + pod(
                                "new1",
                                "labels: {app: a}",
                                "spec: {containers: [{}, {ports: [{name: web, containerPort: 9090}]}]}")
                        + pod(
                                "new2",
                                "labels: {app: a}",
                                "spec: {containers: [{ports: [{name: web, containerPort: 9090}]}]}")
                        + pod(
                                "sidecar",
                                "labels: {app: a}",
                                "spec: {initContainers: [{restartPolicy: Always, ports: [{name: web, protocol: UDP, containerPort: 5353}]}, {ports: [{name: web, containerPort: 1}]}]}"));
        EndpointPort admin = EndpointPort.of("admin", Protocol.TCP, 9);
        assertThat(service(world, "web.shop").groups())
                .extracting(EndpointGroup::ports)
                .containsExactlyInAnyOrder(
                        List.of(new EndpointPort("http", Protocol.TCP, 8080, "h2c"), admin),
                        List.of(new EndpointPort("http", Protocol.TCP, 9090, "h2c"), admin),
                        List.of(EndpointPort.of("dns", Protocol.UDP, 5353), admin));
        assertThat(service(world, "web.shop").groups())
                .filteredOn(group -> group.ports().get(0).number() == 9090)
                .singleElement()
                .satisfies(group -> assertThat(group.endpoints()).hasSize(2));
    }

    @Test
    void aDualStackServiceHasGroupsOfBothFamilies() {
        World world = fixture.world(web("selector: {app: a}, ipFamilyPolicy: RequireDualStack")
                + pod("p", "labels: {app: a}", "")
                + pod("v4", "labels: {app: a}", "status: {podIPs: [{ip: 10.244.9.9}]}"));
        assertThat(service(world, "web.shop").groups())
                .extracting(group -> group.family() + " " + group.endpoints().size())
                .containsExactlyInAnyOrder("IPV4 2", "IPV6 1");
    }

    @Test
    void aHostNameIsPublishedBelowTheServiceThatThePodNames() {
        World world = fixture.world(web("clusterIP: None, selector: {app: a}")
                + pod("p1", "labels: {app: a}", "spec: {hostname: one, subdomain: web}")
                + pod("p2", "labels: {app: a}", "spec: {hostname: two, subdomain: other}")
                + pod("p3", "labels: {app: a}", "spec: {hostname: three}")
                + pod("p4", "labels: {app: a}", "spec: {subdomain: web}"));
        assertThat(endpoints(world, "web.shop"))
                .extracting(endpoint -> endpoint.podName().orElse("") + " "
                        + endpoint.hostname().orElse("-"))
                .containsExactly("p1 one", "p2 -", "p3 -", "p4 -");
    }

    @Test
    void anEndpointKnowsItsPodNodeAndZone() {
        World world = fixture.world(web("selector: {app: a}")
                + "---\n{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/zone: z1}}}\n"
                + pod("p", "labels: {app: a}, uid: u-1", "spec: {nodeName: n1}"));
        assertThat(endpoints(world, "web.shop")).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.podName()).hasValue("p");
            assertThat(endpoint.podUid()).hasValue("u-1");
            assertThat(endpoint.nodeName()).hasValue("n1");
            assertThat(endpoint.zone()).hasValue("z1");
        });
    }

    @Test
    void aServiceWithoutSelectorHasTheSlicesThatAreWrittenForIt() {
        World world = fixture.world(web("") + """
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-v6, namespace: shop, labels: {kubernetes.io/service-name: web}}
                addressType: IPv6
                ports: [{name: "", port: 8080}]
                endpoints:
                - {addresses: ["2001:db8::1", "2001:db8::2"], hostname: h, zone: z1, nodeName: n1, hints: {forZones: [{name: z1}]}}
                - {addresses: ["2001:db8::3"], conditions: {ready: false}}
                - {addresses: ["2001:db8::4"], conditions: {ready: false, serving: true, terminating: true}, targetRef: {kind: Pod, name: p, uid: u}}
                """);
        assertThat(service(world, "web.shop").groups()).singleElement().satisfies(group -> {
            assertThat(group.name()).isEqualTo("web-v6");
            assertThat(group.family()).isEqualTo(AddressFamily.IPV6);
            assertThat(group.ports()).containsExactly(EndpointPort.tcp("", 8080));
            assertThat(group.endpoints())
                    .containsExactly(
                            Endpoint.builder(IpAddress.parse("2001:db8::1"))
                                    .hostname("h")
                                    .zone("z1")
                                    .nodeName("n1")
                                    .zoneHints(List.of("z1"))
                                    .build(),
                            Endpoint.builder(IpAddress.parse("2001:db8::3"))
                                    .ready(false)
                                    .build(),
                            Endpoint.builder(IpAddress.parse("2001:db8::4"))
                                    .draining()
                                    .pod("p", "u")
                                    .build());
        });
    }

    @Test
    void anEndpointsObjectIsMirroredForAServiceWithoutSelector() {
        String mirrored = """
                ---
                apiVersion: v1
                kind: Endpoints
                metadata: {name: web, namespace: shop%s}
                subsets:
                - addresses: [{ip: 192.0.2.1, hostname: h}, {ip: "2001:db8::1"}]
                  notReadyAddresses: [{ip: 192.0.2.2}]
                  ports: [{port: 8080}]
                """;
        World world = fixture.world(web("") + mirrored.formatted(""));
        assertThat(endpoints(world, "web.shop"))
                .containsExactlyInAnyOrder(
                        Endpoint.builder(IpAddress.parse("192.0.2.1"))
                                .hostname("h")
                                .build(),
                        Endpoint.builder(IpAddress.parse("192.0.2.2"))
                                .ready(false)
                                .build(),
                        Endpoint.ready(IpAddress.parse("2001:db8::1")));
        assertThat(service(world, "web.shop").groups()).hasSize(2);

        assertThat(endpoints(
                        fixture.world(web("")
                                + mirrored.formatted(", labels: {endpointslice.kubernetes.io/skip-mirror: 'true'}")),
                        "web.shop"))
                .isEmpty();
        assertThat(endpoints(fixture.world(web("selector: {app: none}") + mirrored.formatted("")), "web.shop"))
                .isEmpty();
    }

    @Test
    void copiesOfWhatIsEvaluatedHereAreLeftOut() {
        String slice = """
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-x, namespace: shop, labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: %s}}
                addressType: IPv4
                endpoints: [{addresses: [192.0.2.1]}]
                """;
        String selecting = web("selector: {app: a}") + pod("p", "labels: {app: a}", "");
        assertThat(endpoints(fixture.world(selecting + slice.formatted("endpointslice-controller.k8s.io")), "web.shop"))
                .hasSize(1);
        assertThat(endpoints(fixture.world(selecting + slice.formatted("me")), "web.shop"))
                .hasSize(2);
        assertThat(endpoints(fixture.world(web("") + slice.formatted("endpointslice-controller.k8s.io")), "web.shop"))
                .hasSize(1);
    }

    @Test
    void aPortThatNoPodHasIsWarnedOf() {
        assertThat(fixture.problems(web("selector: {app: a}").replace("{port: 80}", "{port: 80, targetPort: web}")
                        + pod("p", "labels: {app: a}", "")))
                .containsExactly("[1: Service shop/web: no container port of its pods is named web/TCP]");
    }

    @Test
    void aSelectorWithoutPodsIsWarnedOfUnlessAWorkloadIsScaledToNone() {
        String selecting = web("selector: {tier: web, app: a}");
        String scaledToNone = """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a, namespace: %s}
                spec: {replicas: 0, template: {metadata: {labels: {app: a, tier: web}}}}
                """;
        String warning = "[1: Service shop/web: its selector {app=a, tier=web} matches no pod of its namespace]";
        assertThat(fixture.problems(selecting)).containsExactly(warning);
        assertThat(fixture.problems(selecting + scaledToNone.formatted("bank"))).containsExactly(warning);
        assertThat(fixture.problems(selecting + scaledToNone.formatted("shop"))).isEmpty();
    }

    @Test
    void whereSomethingIsBrokenNothingElseIsWarnedOf() {
        assertThat(fixture.problems(web("selector: {app: a}") + "---\n{kind: Deployment}\n"))
                .containsExactly("6: apiVersion is missing");
    }

    private List<String> ready(String workload) {
        return endpoints(fixture.world(web("selector: {app: a}") + workload), "web.shop").stream()
                .filter(Endpoint::isReady)
                .map(endpoint -> endpoint.podName().orElseThrow())
                .toList();
    }

    private static List<String> podNames(World world) {
        return endpoints(world, "web.shop").stream()
                .map(endpoint -> endpoint.podName().orElseThrow())
                .toList();
    }

    private static String web(String fields) {
        String more = fields.isEmpty() ? "" : ", " + fields;
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {ports: [{port: 80}]%s}
                """.formatted(more);
    }

    private static String pod(String name, String metadata, String rest) {
        return """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, %s}
                %s
                """.formatted(name, metadata, rest);
    }
}
