// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import org.junit.jupiter.api.Test;

/** Services that were imported from other clusters: KEP-1645. */
class ImportsIT extends ApiFixture {
    private static final ServiceName DB = ServiceName.of("shop", "db");
    private static final Selection IMPORTS = Selection.builder().imports(true).build();

    private void putImport() {
        api.world()
                .put(
                        Resource.SERVICE_IMPORTS,
                        "shop",
                        "db",
                        "{\"metadata\":{\"name\":\"db\",\"namespace\":\"shop\"},\"spec\":{\"type\":\"Headless\"}}");
        api.world()
                .put(
                        Resource.ENDPOINT_SLICES,
                        "shop",
                        "imported-x",
                        "{\"metadata\":{\"name\":\"imported-x\",\"namespace\":\"shop\",\"labels\":{"
                                + "\"multicluster.kubernetes.io/service-name\":\"db\","
                                + "\"multicluster.kubernetes.io/source-cluster\":\"east\"}},"
                                + "\"addressType\":\"IPv4\",\"endpoints\":[{\"addresses\":[\"10.1.0.1\"]}]}");
    }

    @Test
    void areReadBesideTheClustersOwn() {
        putOrders();
        putImport();
        source.watchAll(IMPORTS, all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        ServiceSnapshot db =
                all.awaitService(DB, "its slice", snapshot -> !snapshot.groups().isEmpty());
        assertThat(db.groups().get(0).clusterId()).isEqualTo("east");
        assertThat(addresses(db)).containsExactly("10.1.0.1");
        assertThat(all.snapshots(ORDERS)).isEmpty();
    }

    @Test
    void ofSlicesOnlyImportedOnesAreAskedFor() {
        source.watchAll(
                Selection.builder()
                        .imports(true)
                        .labels(LabelSelector.parse("app=db"))
                        .build(),
                all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(requests(request -> request.resource() == Resource.ENDPOINT_SLICES))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.query("labelSelector"))
                        .isEqualTo("multicluster.kubernetes.io/service-name,app in (db)"));
        assertThat(requests(request -> request.resource() == Resource.SERVICE_IMPORTS))
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.path()).isEqualTo("/apis/multicluster.x-k8s.io/v1alpha1/serviceimports");
                    assertThat(request.query("labelSelector")).isEqualTo("app in (db)");
                });
    }

    @Test
    void needTheirResourceDefinitions() {
        api.fault(exchange -> {
            boolean isMissing = exchange.resource() == Resource.SERVICE_IMPORTS;
            if (isMissing) {
                exchange.refuse(404, "NotFound", "the server could not find the requested resource");
            }
            return isMissing;
        });
        source.watchAll(IMPORTS, all);
        assertThat(all.awaitFailure())
                .hasMessageContaining("the resource definitions of the Multi-Cluster Services API must be installed");
    }
}
