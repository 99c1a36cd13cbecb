// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.Watch;
import dev.cairn.discovery.testkit.Groups;
import dev.cairn.discovery.testkit.RecordingClusterWatcher;
import dev.cairn.discovery.testkit.RecordingServiceWatcher;
import dev.cairn.discovery.testkit.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scripted API server, a source that reads it, and the Service that most tests are about. */
abstract class ApiFixture {
    static final ServiceName ORDERS = ServiceName.of("shop", "orders");
    static final Service ORDERS_SERVICE = Services.clusterIp("orders.shop", "10.96.0.10", 80);
    static final EndpointGroup SLICE_A = Groups.of("orders-a", 8080, "10.244.0.1", "10.244.0.2");
    static final EndpointGroup SLICE_B = Groups.of("orders-b", 8080, "10.244.0.3");

    @TempDir
    Path folder;

    final RecordingClusterWatcher all = new RecordingClusterWatcher();
    final RecordingServiceWatcher one = new RecordingServiceWatcher();
    ScriptedApi api;
    KubernetesDiscovery source;

    @BeforeEach
    void open() throws IOException {
        api = new ScriptedApi();
        source = KubernetesDiscovery.builder()
                .kubeconfig(api.kubeconfig(folder))
                .tuning(TestTuning.FAST)
                .build();
    }

    @AfterEach
    void close() {
        source.close();
        api.close();
    }

    /** The Service with two slices. */
    void putOrders() {
        api.put(ORDERS_SERVICE);
        api.putGroup(ORDERS, SLICE_A);
        api.putGroup(ORDERS, SLICE_B);
    }

    Watch watchAll() {
        return source.watchAll(Selection.all(), all);
    }

    Watch watchOrders() {
        return source.watch(ORDERS, one);
    }

    void awaitAddresses(String what, String... addresses) {
        all.awaitService(ORDERS, what, snapshot -> addresses(snapshot).equals(Set.of(addresses)));
    }

    static Set<String> addresses(ServiceSnapshot snapshot) {
        return snapshot.groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .map(endpoint -> endpoint.address())
                .map(IpAddress::toString)
                .collect(Collectors.toSet());
    }

    List<ScriptedExchange> requests(Predicate<ScriptedExchange> which) {
        return api.requests().stream().filter(which).toList();
    }
}
