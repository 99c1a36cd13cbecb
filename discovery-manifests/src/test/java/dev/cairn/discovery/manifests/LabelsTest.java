// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.LabelSelector;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.cluster.World;
import dev.cairn.discovery.testkit.Delivery;
import dev.cairn.discovery.testkit.RecordingClusterWatcher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What watchers see that ask by labels. */
class LabelsTest {
    private static final String WORLD = """
            {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {team: b}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {clusterIP: None, selector: {run: web}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: api, namespace: shop, labels: {app: api}}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Endpoints
            metadata: {name: api, namespace: shop, labels: {tier: back}}
            subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}]}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: api-own, namespace: shop, labels: {kubernetes.io/service-name: api, app: api, by: hand}}
            addressType: IPv4
            endpoints: [{addresses: [192.0.2.2]}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {run: web, app: web}}
            spec: {containers: [{name: c, image: i}]}
            """;

    private final World world = new Fixture().world(WORLD);

    private World select(String labels) {
        return world.select(LabelSelector.parse(labels), LabelSelector.EVERYTHING);
    }

    private static String groups(World world, String service) {
        return Fixture.service(world, service).groups().stream()
                .map(EndpointGroup::name)
                .map(name -> name.replaceFirst("-[a-z0-9]{5,}$", ""))
                .toList()
                .toString();
    }

    @Test
    void showOnlyTheServicesThatHaveThem() {
        assertThat(select("app=web").services()).containsOnlyKeys(ServiceName.of("shop", "web"));
        assertThat(select("app").services()).hasSize(2);
        assertThat(select("!app").services()).isEmpty();
    }

    @Test
    void slicesThatTheControlPlaneMakesHaveThoseOfTheirService() {
        assertThat(groups(select("app=web"), "web.shop")).isEqualTo("[web]");
        assertThat(groups(select("!service.kubernetes.io/headless"), "web.shop"))
                .isEqualTo("[]");
        assertThat(groups(
                        select("endpointslice.kubernetes.io/managed-by!=endpointslice-controller.k8s.io"), "web.shop"))
                .isEqualTo("[]");
    }

    @Test
    void slicesThatMirrorHaveThoseOfTheirEndpoints() {
        assertThat(groups(select("by!=hand"), "api.shop")).isEqualTo("[api]");
        assertThat(groups(select("tier!=back"), "api.shop")).isEqualTo("[api-own]");
    }

    @Test
    void slicesThatAreWrittenHaveTheirOwn() {
        assertThat(groups(select("app=api"), "api.shop")).isEqualTo("[api-own]");
    }

    @Test
    void podsHaveTheirOwn() {
        assertThat(select("app=web").pods()).hasSize(1);
        assertThat(select("app=api").pods()).isEmpty();
    }

    @Test
    void namespacesHaveTheirOwnAndHideNothingElse() {
        World selected = world.select(LabelSelector.EVERYTHING, LabelSelector.parse("team=b"));
        assertThat(selected.namespaces()).containsOnlyKeys("bank");
        assertThat(selected.services()).isEqualTo(world.services());
    }

    @Test
    void watchersAreToldOfChangesOfThem() {
        FolderModels models = new FolderModels("test");
        models.apply(new WorldChange(World.EMPTY, world));
        Selection selection = Selection.builder()
                .labels(LabelSelector.parse("app=web"))
                .namespaceLabels(LabelSelector.parse("team=a"))
                .build();
        RecordingClusterWatcher watcher = new RecordingClusterWatcher();
        models.of(selection).watchAll(selection, watcher);
        watcher.awaitService(ServiceName.of("shop", "web"));
        watcher.await(new Delivery.OfNamespace(new Namespace("shop", Map.of("team", "a"))));

        World next = new Fixture().world(WORLD.replace("app: api", "app: web").replace("team: a", "team: b"));
        models.apply(new WorldChange(world, next));
        watcher.awaitService(ServiceName.of("shop", "api"));
        watcher.await(new Delivery.OfNamespaceRemoved("shop"));
        assertThat(models.of(selection)).isSameAs(models.of(selection)).isNotSameAs(models.whole());
        models.close();
    }

    @Test
    void watchersThatComeLateAreToldWhatIsWrong() {
        FolderModels models = new FolderModels("test");
        models.apply(new WorldChange(World.EMPTY, world));
        models.failed(DiscoveryException.permanentFailure("a.yaml:1: broken"));
        Selection selection =
                Selection.builder().labels(LabelSelector.parse("app=web")).build();
        RecordingClusterWatcher watcher = new RecordingClusterWatcher();
        models.of(selection).watchAll(selection, watcher);
        assertThat(watcher.awaitFailure()).hasMessage("a.yaml:1: broken");
        models.close();
    }
}
