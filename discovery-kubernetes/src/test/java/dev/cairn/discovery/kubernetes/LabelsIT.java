// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Input;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.testkit.Delivery;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Label selectors are for the server, which knows the labels. */
class LabelsIT extends ApiFixture {
    private static final Selection SELECTION = Selection.builder()
            .labels(LabelSelector.parse("app in (web, api),!legacy"))
            .namespaceLabels(LabelSelector.parse("team=a"))
            .with(Input.PODS)
            .build();

    private void putLabelled(Resource resource, String kind, String name, String labels, String rest) {
        String json =
                "{\"apiVersion\":\"v1\",\"kind\":\"" + kind + "\",\"metadata\":{\"namespace\":\"shop\",\"name\":\""
                        + name + "\",\"labels\":{" + labels + "}}," + rest + "}";
        api.world().put(resource, "shop", name, json);
    }

    private void putService(String name, String labels) {
        putLabelled(Resource.SERVICES, "Service", name, labels, "\"spec\":{\"clusterIP\":\"None\"}");
    }

    @Test
    void areAskedOfEachResourceByItsOwn() {
        api.put(new Namespace("shop", Map.of("team", "a")));
        source.watchAll(SELECTION, all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES, Input.PODS);
        assertThat(requests(request -> request.resource() == Resource.NAMESPACES))
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.query("labelSelector")).isEqualTo("team in (a)"));
        assertThat(requests(request -> request.resource() != Resource.NAMESPACES))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(
                        request -> assertThat(request.query("labelSelector")).isEqualTo("app in (api,web),!legacy"));
    }

    @Test
    void decideWhatIsThere() {
        api.put(new Namespace("shop", Map.of("team", "a")));
        api.put(new Namespace("bank", Map.of("team", "b")));
        putService("web", "\"app\":\"web\"");
        putService("other", "\"app\":\"other\"");
        putService("legacy", "\"app\":\"web\",\"legacy\":\"\"");
        source.watchAll(SELECTION, all);
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES, Input.PODS);
        all.awaitService(ServiceName.of("shop", "web"));
        assertThat(all.deliveries())
                .filteredOn(
                        delivery -> delivery instanceof Delivery.OfService || delivery instanceof Delivery.OfNamespace)
                .hasSize(2);

        putService("other", "\"app\":\"api\"");
        all.awaitService(ServiceName.of("shop", "other"));
        putService("web", "\"app\":\"gone\"");
        all.await(new Delivery.OfServiceRemoved(ServiceName.of("shop", "web")));
        api.put(new Namespace("shop", Map.of("team", "b")));
        all.await(new Delivery.OfNamespaceRemoved("shop"));
    }

    @Test
    void podsThatAreOverAreNotSent() {
        source.watchAll(SELECTION, all);
        all.awaitSynced(Input.PODS);
        assertThat(requests(request -> request.resource() == Resource.PODS))
                .allSatisfy(request -> assertThat(request.query("fieldSelector"))
                        .isEqualTo("status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown"));
    }
}
