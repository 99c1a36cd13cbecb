// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.manifests.Fixture;
import dev.cairn.discovery.manifests.cluster.World;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
    @ParameterizedTest
    @MethodSource
    void reports(Row row) {
        assertThat(new Fixture().problems(row.yaml)).containsExactly(row.problem);
    }

    static Stream<Row> reports() {
        return Stream.of(
                new Row("no map", "- a", "1: a manifest is a map with apiVersion, kind and metadata"),
                new Row("no kind", "apiVersion: v1", "1: kind is missing"),
                new Row("no apiVersion", "kind: Pod", "1: apiVersion is missing"),
                new Row(
                        "a wrong group",
                        "apiVersion: v1\nkind: Deployment",
                        "1: apiVersion of a Deployment must be apps/v1, was v1"),
                new Row(
                        "no name",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}",
                        "4: Pod: metadata.name is missing"),
                new Row("no metadata", "apiVersion: v1\nkind: Pod", "1: Pod: metadata.name is missing"),
                new Row(
                        "a name that is a number",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: 1}",
                        "3: Pod: metadata.name must be a text: write \"1\" in quotes"),
                new Row(
                        "a pod name that is none",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a_b}",
                        "3: Pod default/a_b: metadata.name " + Names.SUBDOMAIN_RULE),
                new Row(
                        "a namespace that is none",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a.b}",
                        "3: Pod a.b/a: metadata.namespace " + Names.LABEL_RULE),
                new Row(
                        "a misspelt kind",
                        "apiVersion: apps/v1\nkind: Deploymnet",
                        "[2: unknown kind Deploymnet is skipped, did you mean Deployment?]"),
                new Row("a list without items", "apiVersion: v1\nkind: List\nitems: {}", "3: items must be a list"),
                new Row(
                        "a list in a list",
                        "kind: List\nitems:\n- {apiVersion: v1, kind: List, items: []}",
                        "3: kind must not be a List within a List"),
                new Row(
                        "a workload without template",
                        workload("Deployment", "replicas: 1"),
                        "4: Deployment default/web: spec.template is missing"),
                new Row(
                        "a negative number of replicas",
                        workload("Deployment", "replicas: -1, template: {}"),
                        "4: Deployment default/web: spec.replicas must be 0..100000, was -1"),
                new Row(
                        "a selector that misses its own pods",
                        workload(
                                "ReplicaSet",
                                "selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: b}}}"),
                        "4: ReplicaSet default/web: spec.selector asks for {app=a}, but the template's labels are {app=b}"),
                new Row(
                        "a container port out of range",
                        workload("DaemonSet", "template: {spec: {containers: [{ports: [{containerPort: 70000}]}]}}"),
                        "4: DaemonSet default/web: spec.template.spec.containers[0].ports[0].containerPort must be 1..65535, was 70000"),
                new Row(
                        "an annotation that is neither",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {cairn.dev/ready: \"no\"}}",
                        "3: Pod default/a: metadata.annotations.cairn.dev/ready must be true or false, was \"no\""),
                new Row(
                        "a pod address that is none",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nstatus: {podIP: x}",
                        "4: Pod default/a: status.podIP must be an IP address, was \"x\""),
                new Row(
                        "a host name that is none",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostname: a.b}",
                        "4: Pod default/a: spec.hostname " + Names.LABEL_RULE),
                new Row(
                        "a slice without type",
                        slice("endpoints: []"),
                        "1: EndpointSlice default/web-1: addressType is missing"),
                new Row(
                        "an address of the other family",
                        slice("addressType: IPv4\nendpoints:\n- addresses: [\"fd00::1\"]"),
                        "6: EndpointSlice default/web-1: endpoints[0].addresses must be of the slice's addressType, was fd00::1"),
                new Row(
                        "a slice that names no Service",
                        slice("addressType: IPv4\nendpoints: []").replace("service-name: web", "service-name: a.b"),
                        "[3: EndpointSlice default/web-1: metadata.labels name no Service by kubernetes.io/service-name, so the slice is not used]"),
                new Row(
                        "an Endpoints object that no Service can have",
                        "apiVersion: v1\nkind: Endpoints\nmetadata: {name: a.b}",
                        "3: Endpoints default/a.b: metadata.name " + Names.LABEL_RULE),
                new Row(
                        "a slice of no Service that is here",
                        slice("addressType: IPv4\nendpoints: []"),
                        "[1: EndpointSlice default/web-1: belongs to the Service web.default, which isn't here]"),
                new Row(
                        "a stranger among the not-ready",
                        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, annotations: {cairn.dev/not-ready: \"db-1, 7\"}}\nspec: {replicas: 2, template: {}}",
                        "[1: StatefulSet default/db: cairn.dev/not-ready names pods that it doesn't have: [7]]"));
    }

    @Test
    void skipsWhatIsNotUnderstood() {
        World world = new Fixture().world("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                ---
                {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: b}}
                ---
                {apiVersion: batch/v1, kind: Job, metadata: {generateName: c}}
                ---
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: d}, addressType: FQDN, endpoints: []}
                """);
        assertThat(world).isEqualTo(World.EMPTY);
    }

    @Test
    void readsTheItemsOfAList() {
        World world = new Fixture().world("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
                - {apiVersion: v1, kind: Pod, metadata: {name: b}}
                - {apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: c}, spec: {template: {}}}
                """);
        assertThat(world.namespaces()).containsOnlyKeys("a", "default");
        assertThat(world.pods()).hasSize(2);
    }

    private static String workload(String kind, String spec) {
        return "apiVersion: apps/v1\nkind: " + kind + "\nmetadata: {name: web}\nspec: {" + spec + "}";
    }

    private static String slice(String fields) {
        return """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
                """ + fields;
    }

    record Row(String name, String yaml, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }
}
