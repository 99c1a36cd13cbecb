// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.manifests.Fixture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server refuses of a Service is refused with the line; what it would hardly be meant is warned of. */
class ServiceRulesTest {
    private static final String WITHOUT_SPEC =
            "apiVersion: v1\nkind: Service\nmetadata: {name: orders, namespace: shop}\n";

    @ParameterizedTest
    @MethodSource
    void refuses(Row row) {
        assertThat(new Fixture().problems(WITHOUT_SPEC + "spec:\n" + row.spec.indent(2)))
                .containsExactly(row.problem.replaceFirst(": ", ": Service shop/orders: "));
    }

    static Stream<Row> refuses() {
        return Stream.of(
                new Row(
                        "no ports",
                        "selector:",
                        "5: spec.ports is missing: only a headless Service or an ExternalName needs none"),
                new Row("a port without number", "ports: [{name: http}]", "5: spec.ports[0].port is missing"),
                new Row(
                        "a port that is no number",
                        "ports: [{port: http}]",
                        "5: spec.ports[0].port must be a whole number, without quotes"),
                new Row("a port out of range", "ports:\n- port: 0", "6: spec.ports[0].port must be 1..65535, was 0"),
                new Row(
                        "two ports without names",
                        "ports:\n- {port: 80, name: a}\n- {port: 81}",
                        "7: spec.ports[1].name is missing: each of several ports needs one"),
                new Row(
                        "a port name twice",
                        "ports:\n- {port: 80, name: a}\n- {port: 81, name: a}",
                        "7: spec.ports[1].name stands twice in one Service: a"),
                new Row(
                        "a port number twice",
                        "ports:\n- {port: 80, name: a}\n- {port: 80, name: b}",
                        "7: spec.ports[1].port stands twice in one Service: 80/TCP"),
                new Row(
                        "a port name that is no label",
                        "ports: [{port: 80, name: my_port}]",
                        "5: spec.ports[0].name " + Names.LABEL_RULE),
                new Row(
                        "an unknown protocol",
                        "ports: [{port: 80, protocol: tcp}]",
                        "5: spec.ports[0].protocol must be TCP or UDP or SCTP, was \"tcp\", did you mean TCP?"),
                new Row(
                        "a target port in quotes",
                        "ports: [{port: 80, targetPort: \"8080\"}]",
                        "5: spec.ports[0].targetPort " + Names.PORT_NAME_RULE),
                new Row(
                        "a node port without the type",
                        "ports: [{port: 80, nodePort: 30080}]",
                        "5: spec.ports[0].nodePort needs type NodePort or LoadBalancer"),
                new Row(
                        "an unknown type",
                        "type: Nodeport\nports: [{port: 80}]",
                        "5: spec.type must be ClusterIP or NodePort or LoadBalancer or ExternalName, was \"Nodeport\", did you mean NodePort?"),
                new Row(
                        "a headless NodePort",
                        "type: NodePort\nclusterIP: None\nports: [{port: 80}]",
                        "6: spec.clusterIP must not be None for a Service of type NodePort"),
                new Row(
                        "an address that is none",
                        "clusterIP: 10.96.0.256\nports: [{port: 80}]",
                        "5: spec.clusterIP must be an IP address, was \"10.96.0.256\""),
                new Row(
                        "two lists of addresses that differ",
                        "clusterIP: 10.96.0.2\nclusterIPs: [10.96.0.3]\nports: [{port: 80}]",
                        "6: spec.clusterIPs must begin with the clusterIP 10.96.0.2, was [10.96.0.3]"),
                new Row(
                        "two addresses of one family",
                        "clusterIPs: [10.96.0.2, 10.96.0.3]\nports: [{port: 80}]",
                        "5: spec.clusterIPs must hold at most one address of each family, was [10.96.0.2, 10.96.0.3]"),
                new Row(
                        "families in another order",
                        "clusterIPs: [10.96.0.2]\nipFamilies: [IPv6]\nports: [{port: 80}]",
                        "6: spec.ipFamilies must be in the order of the clusterIPs [10.96.0.2]"),
                new Row(
                        "two families on a single stack",
                        "ipFamilies: [IPv4, IPv6]\nipFamilyPolicy: SingleStack\nports: [{port: 80}]",
                        "6: spec.ipFamilyPolicy must be PreferDualStack or RequireDualStack for two families"),
                new Row(
                        "a family that is none",
                        "ipFamilies: [IPv5]\nports: [{port: 80}]",
                        "5: spec.ipFamilies must be IPv4 and IPv6, each once, was \"IPv5\""),
                new Row("an ExternalName without name", "type: ExternalName", "5: spec.externalName is missing"),
                new Row(
                        "an external name that is none",
                        "type: ExternalName\nexternalName: my_host",
                        "6: spec.externalName " + Names.SUBDOMAIN_RULE),
                new Row(
                        "an ExternalName with an address",
                        "type: ExternalName\nexternalName: a.b\nclusterIP: 10.96.0.2",
                        "7: spec.clusterIP must not be set for a Service of type ExternalName"),
                new Row(
                        "a selector value that is no text",
                        "selector: {app: 1}\nports: [{port: 80}]",
                        "5: spec.selector.app must be a text: write \"1\" in quotes"),
                new Row(
                        "a selector that is a list",
                        "selector: [app]\nports: [{port: 80}]",
                        "5: spec.selector must be a map"),
                new Row(
                        "an affinity out of range",
                        "sessionAffinity: ClientIP\nsessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}\nports: [{port: 80}]",
                        "6: spec.sessionAffinityConfig.clientIP.timeoutSeconds must be 1..86400, was 86401"));
    }

    @ParameterizedTest
    @MethodSource
    void warns(Row row) {
        assertThat(new Fixture().problems(WITHOUT_SPEC + "spec:\n" + row.spec.indent(2)))
                .containsExactly("[" + row.problem.replaceFirst(": ", ": Service shop/orders: ") + "]");
    }

    static Stream<Row> warns() {
        return Stream.of(
                new Row(
                        "an unknown field",
                        "selectors: {app: a}\nports: [{port: 80}]",
                        "5: unknown field spec.selectors, did you mean selector?"),
                new Row(
                        "an unknown field of a port",
                        "ports:\n- port: 80\n  targetport: 8080",
                        "7: unknown field spec.ports[0].targetport, did you mean targetPort?"),
                new Row(
                        "an address as external name",
                        "type: ExternalName\nexternalName: 192.0.2.1",
                        "6: spec.externalName is an address, which does not resolve as a name; write an EndpointSlice"),
                new Row(
                        "a selector without pods",
                        "selector: {app: a}\nports: [{port: 80}]",
                        "1: its selector {app=a} matches no pod of its namespace"));
    }

    record Row(String name, String spec, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }
}
