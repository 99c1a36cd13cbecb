// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.Watch;
import dev.cairn.discovery.testkit.Delivery;
import dev.cairn.discovery.testkit.Groups;
import dev.cairn.discovery.testkit.KubernetesJson;
import dev.cairn.discovery.testkit.RecordingServiceWatcher;
import dev.cairn.discovery.testkit.Services;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is asked of the server, and what becomes of the answers, while nothing goes wrong. */
class ListAndWatchIT extends ApiFixture {
    @Test
    void readsAStreamingListAndGoesOnWithTheSameRequest() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.removeGroup(ORDERS, "orders-b");
        awaitAddresses("one slice", "10.244.0.1", "10.244.0.2");
        assertThat(api.requests()).hasSize(3).allMatch(ScriptedExchange::isStreamingList);
        assertThat(api.requests()).allSatisfy(request -> {
            assertThat(request.query("resourceVersionMatch")).isEqualTo("NotOlderThan");
            assertThat(request.query("allowWatchBookmarks")).isEqualTo("true");
            assertThat(request.query("resourceVersion")).isEmpty();
            assertThat(Integer.parseInt(request.query("timeoutSeconds"))).isBetween(60, 120);
            assertThat(request.header("authorization")).isEqualTo("Bearer secret");
        });
    }

    @Test
    void tellsOfEachRequest() {
        List<String> told = new CopyOnWriteArrayList<>();
        source.observe((method, host, status, duration) -> {
            assertThat(duration).isPositive();
            told.add(method + " http://" + host + " " + status);
        });
        api.faultTimes(1, request -> request.resource() == Resource.SERVICES, exchange -> {
            exchange.refuse(503, "ServiceUnavailable", "not yet");
            return true;
        });
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(told)
                .containsOnlyOnce("GET " + api.url() + " 503")
                .filteredOn(each -> each.equals("GET " + api.url() + " 200"))
                .hasSizeGreaterThanOrEqualTo(3);
        api.lose();
        Awaitility.await().untilAsserted(() -> assertThat(told).contains("GET " + api.url() + " 0"));
    }

    @Test
    void fallsBackToPagesAndRemembersIt() {
        api.withoutStreamingLists();
        for (int i = 0; i < 10; i++) {
            api.put(Services.clusterIp("s" + i + ".shop", "10.96.1." + i, 80));
        }
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        all.awaitService(ServiceName.of("shop", "s9"));
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        int refused = requests(ScriptedExchange::isStreamingList).size();
        assertThat(refused).isBetween(1, 3);
        assertThat(requests(request -> request.isPage() && request.resource() == Resource.SERVICES))
                .as("11 Services in pages of 3")
                .hasSize(4)
                .allSatisfy(
                        request -> assertThat(request.query("resourceVersion")).isEmpty());

        watchOrders();
        one.awaitPresent("its slices", snapshot -> snapshot.groups().size() == 2);
        assertThat(requests(ScriptedExchange::isStreamingList)).hasSize(refused);
        api.putGroup(ORDERS, Groups.of("orders-c", 8080, "10.244.0.4"));
        one.awaitPresent("the new slice", snapshot -> snapshot.groups().size() == 3);
    }

    @Test
    void fallsBackToPagesWhenTheServerIgnoresTheQuestion() {
        api.fault(exchange -> {
            if (exchange.isStreamingList()) {
                exchange.begin(200);
                exchange.send(ScriptedApi.bookmark(100, ""));
                api.world().after(Long.MAX_VALUE);
                exchange.end();
            }
            return exchange.isStreamingList();
        });
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
    }

    @Test
    void fallsBackToPagesWhenAStreamingListStandsStill() {
        api.fault(exchange -> {
            if (exchange.isStreamingList()) {
                exchange.begin(200);
                while (exchange.isConnected()) {
                    api.world().after(Long.MAX_VALUE);
                }
            }
            return exchange.isStreamingList();
        });
        putOrders();
        watchOrders();
        one.awaitPresent("its slices", snapshot -> snapshot.groups().size() == 2);
    }

    @Test
    void readsAByteAtATime() {
        api.fault(exchange -> {
            exchange.inPiecesOf(1);
            return false;
        });
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.removeGroup(ORDERS, "orders-a");
        awaitAddresses("one slice", "10.244.0.3");
    }

    @Test
    void movesASliceToTheServiceThatItsLabelNames() {
        putOrders();
        ServiceName other = ServiceName.of("shop", "other");
        api.put(Services.clusterIp("other.shop", "10.96.0.20", 80));
        watchAll();
        watchOrders();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        one.awaitPresent("both slices", snapshot -> snapshot.groups().size() == 2);

        api.putGroup(other, SLICE_B);
        all.awaitService(other, "the slice", snapshot -> addresses(snapshot).equals(Set.of("10.244.0.3")));
        awaitAddresses("without the slice", "10.244.0.1", "10.244.0.2");
        one.awaitPresent("one slice", snapshot -> snapshot.groups().size() == 1);
    }

    @Test
    void followsASliceThatIsEmptiedAndOneThatLosesItsLabel() {
        putOrders();
        watchAll();
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        api.putGroup(ORDERS, Groups.empty("orders-a", 8080));
        awaitAddresses("one emptied", "10.244.0.3");
        String json = KubernetesJson.of(ORDERS, SLICE_B).replace("kubernetes.io/service-name", "some-label");
        api.world().put(Resource.ENDPOINT_SLICES, "shop", "orders-b", json);
        awaitAddresses("one without label");
    }

    @Test
    void keepsOneAddressInTwoSlicesUntilBothAreGone() {
        putOrders();
        api.putGroup(ORDERS, Groups.of("orders-c", 8080, "10.244.0.3"));
        watchAll();
        all.awaitService(ORDERS, "three slices", snapshot -> snapshot.groups().size() == 3);
        assertThat(all.snapshots(ORDERS).get(all.snapshots(ORDERS).size() - 1).endpointsOn("http"))
                .hasSize(3);
        api.removeGroup(ORDERS, "orders-b");
        all.awaitService(ORDERS, "two slices", snapshot -> snapshot.groups().size() == 2);
        awaitAddresses("the address stays", "10.244.0.1", "10.244.0.2", "10.244.0.3");
    }

    @Test
    void asksEachNamespaceOfASelectionAlone() {
        putOrders();
        api.put(Services.clusterIp("web.front", "10.96.0.30", 80));
        api.put(Services.clusterIp("secret.other", "10.96.0.31", 80));
        api.put(Namespace.of("shop"));
        api.put(Namespace.of("other"));
        source.watchAll(Selection.builder().namespaces(Set.of("shop", "front")).build(), all);
        all.awaitService(ServiceName.of("front", "web"));
        awaitAddresses("both slices", "10.244.0.1", "10.244.0.2", "10.244.0.3");
        all.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        all.awaitNamespace("shop", namespace -> true);
        assertThat(all.deliveries())
                .filteredOn(Delivery.OfNamespace.class::isInstance)
                .hasSize(1);
        assertThat(api.requests())
                .allMatch(request -> !request.namespace().isEmpty()
                        || request.query("fieldSelector").startsWith("metadata.name="));
    }

    @Test
    void asksForOneServiceOnceHoweverManyWatchIt() {
        putOrders();
        RecordingServiceWatcher other = new RecordingServiceWatcher();
        Watch first = watchOrders();
        Watch second = source.watch(ORDERS, other);
        one.awaitPresent();
        other.awaitPresent();
        assertThat(api.requests()).hasSize(2);
        assertThat(requests(request -> request.query("fieldSelector").equals("metadata.name=orders")))
                .hasSize(1);
        assertThat(requests(request -> request.query("labelSelector").equals("kubernetes.io/service-name=orders")))
                .hasSize(1);

        first.close();
        first.close();
        EndpointGroup more = Groups.of("orders-c", 8080, "10.244.0.4");
        api.putGroup(ORDERS, more);
        other.awaitPresent("the new slice", snapshot -> snapshot.groups().contains(more));
        second.close();
        Awaitility.await().untilAsserted(() -> assertThat(api.requests()).noneMatch(ScriptedExchange::isConnected));
    }

    @Test
    void leavesNoConnectionAndNoThreadBehind() {
        putOrders();
        watchAll();
        watchOrders();
        one.awaitPresent();
        source.close();
        source.close();
        awaitNothingLeft();
    }

    @Test
    void leavesNothingBehindWhenItIsClosedBeforeTheServerAnswers() {
        api.fault(exchange -> {
            Awaitility.await()
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("discovery-watch")));
            return false;
        });
        watchAll();
        Awaitility.await().until(() -> api.requests().size() == 3);
        source.close();
        awaitNothingLeft();
    }

    private void awaitNothingLeft() {
        Awaitility.await().untilAsserted(() -> assertThat(api.requests()).noneMatch(ScriptedExchange::isConnected));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().startsWith("discovery-")));
    }
}
