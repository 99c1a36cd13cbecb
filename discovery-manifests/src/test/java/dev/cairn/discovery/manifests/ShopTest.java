// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static dev.cairn.discovery.manifests.Fixture.endpoints;
import static dev.cairn.discovery.manifests.Fixture.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.manifests.cluster.World;
import org.junit.jupiter.api.Test;

/** The manifests that a small shop has, and the cluster that they make. */
class ShopTest {
    private static final String SHOP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {team: blue}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, namespace: shop}
            spec:
              replicas: 10
              selector: {matchLabels: {app: orders}}
              template:
                metadata: {labels: {app: orders}}
                spec:
                  containers:
                  - name: web
                    ports: [{name: web, containerPort: 8080}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: orders, namespace: shop}
            spec:
              selector: {app: orders}
              ports: [{name: http, port: 80, targetPort: web}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: shop}
            spec:
              replicas: 3
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: shop}
            spec:
              clusterIP: None
              selector: {app: db}
              ports: [{name: sql, port: 5432}]
            """;

    private final World world = new Fixture().world(SHOP);

    @Test
    void aDeploymentStandsBehindTheClusterIpOfItsService() {
        Service orders = service(world, "orders.shop").service();
        assertThat(orders.kind()).isEqualTo(ServiceKind.CLUSTER_IP);
        assertThat(orders.clusterIps()).singleElement().asString().startsWith("10.96.");

        assertThat(endpoints(world, "orders.shop"))
                .hasSize(10)
                .allMatch(Endpoint::isReady)
                .allMatch(endpoint -> endpoint.hostname().isEmpty())
                .allMatch(endpoint -> endpoint.address().toString().startsWith("10.244."))
                .doesNotHaveDuplicates();
        assertThat(service(world, "orders.shop").groups())
                .singleElement()
                .satisfies(group ->
                        assertThat(group.ports()).containsExactly(EndpointPort.of("http", Protocol.TCP, 8080)));
    }

    @Test
    void aStatefulSetGivesAHeadlessServiceItsHostNames() {
        assertThat(service(world, "db.shop").service().kind()).isEqualTo(ServiceKind.HEADLESS);
        assertThat(endpoints(world, "db.shop"))
                .extracting(endpoint -> endpoint.hostname().orElse(""))
                .containsExactly("db-0", "db-1", "db-2");
    }

    @Test
    void namesAndAddressesAreTheSameInEveryProcess() {
        World other = new Fixture().world(SHOP);

        assertThat(other.pods()).isEqualTo(world.pods());
        assertThat(other.services()).isEqualTo(world.services());
        assertThat(service(world, "orders.shop").service().clusterIps())
                .containsExactly(IpAddress.parse("10.96.79.127"));
        assertThat(world.pods()).containsKey("shop/db-0");
        assertThat(world.pods().keySet())
                .filteredOn(key -> key.startsWith("shop/orders-"))
                .allMatch(key -> key.matches("shop/orders-[b-z2-9]{10}-[b-z2-9]{5}"));
    }

    @Test
    void aNamespaceKeepsItsLabels() {
        assertThat(world.namespaces().values())
                .containsExactly(new Namespace("shop", java.util.Map.of("team", "blue")));
    }
}
