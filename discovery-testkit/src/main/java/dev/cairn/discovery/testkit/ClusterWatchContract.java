// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.Exposure;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.LoadBalancerIngress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.TargetPort;
import dev.cairn.discovery.TrafficPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of watching a selection. */
public interface ClusterWatchContract extends ContractCase {
    /** Everything has been said before an input is said to be synced. */
    @Test
    default void deliversEverythingBeforeItSaysSynced() {
        TestOrigin origin = originWithOrders();
        origin.put(new Namespace("shop", Map.of("team", "a")));
        origin.put(MARKER);
        RecordingClusterWatcher watcher = run().watchAll(origin, Selection.all());
        watcher.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);

        List<Delivery> told = watcher.deliveries();
        List<Delivery> beforeServices = told.subList(0, told.indexOf(new Delivery.OfSynced(Input.SERVICES)));
        assertThat(beforeServices).anyMatch(delivery -> isService(delivery, ORDERS));
        assertThat(beforeServices).anyMatch(delivery -> isService(delivery, MARKER.name()));
        List<Delivery> beforeNamespaces = told.subList(0, told.indexOf(new Delivery.OfSynced(Input.NAMESPACES)));
        assertThat(beforeNamespaces)
                .anyMatch(delivery -> delivery instanceof Delivery.OfNamespace namespace
                        && namespace.namespace().name().equals("shop"));
        int synced = Math.max(
                told.indexOf(new Delivery.OfSynced(Input.SERVICES)),
                told.indexOf(new Delivery.OfSynced(Input.ENDPOINTS)));
        assertThat(told.subList(0, synced))
                .filteredOn(delivery -> isService(delivery, ORDERS))
                .last()
                .satisfies(delivery -> assertThat(
                                ((Delivery.OfService) delivery).snapshot().groups())
                        .containsExactlyInAnyOrder(ORDERS_A, ORDERS_B));
    }

    /** A watcher that comes late is told all the same. */
    @Test
    default void tellsALateWatcherEverything() {
        TestOrigin origin = originWithOrders();
        run().watchAll(origin, Selection.all()).awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);

        RecordingClusterWatcher late = run().watchAll(origin, Selection.all());
        late.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);
        assertThat(late.awaitService(ORDERS).groups()).containsExactlyInAnyOrder(ORDERS_A, ORDERS_B);
    }

    /** Services come and go. */
    @Test
    default void followsServices() {
        TestOrigin origin = origin();
        RecordingClusterWatcher watcher = run().watchAll(origin, Selection.all());
        watcher.awaitSynced(Input.SERVICES);

        origin.put(ORDERS_SERVICE);
        watcher.awaitService(ORDERS);
        origin.remove(ORDERS);
        watcher.awaitServiceRemoved(ORDERS);
        origin.put(ORDERS_SERVICE);
        watcher.awaitService(ORDERS);
    }

    /** Every field that Kubernetes has of a Service arrives. */
    @Test
    default void keepsEveryFieldOfAService() {
        ServicePort web = ServicePort.builder(80)
                .name("web")
                .targetPort(TargetPort.of("http"))
                .nodePort(30_080)
                .appProtocol("kubernetes.io/h2c")
                .build();
        ServicePort dns = ServicePort.builder(53)
                .name("dns")
                .protocol(Protocol.UDP)
                .targetPort(TargetPort.of(5353))
                .nodePort(30_053)
                .build();
        Service loadBalancer = Service.builder(ServiceName.of("shop", "front"))
                .clusterIps(IpAddress.parse("10.96.0.20"), IpAddress.parse("fd00:10:96::20"))
                .ports(web, dns)
                .exposure(Exposure.LOAD_BALANCER)
                .externalIps(List.of(IpAddress.parse("192.0.2.7")))
                .loadBalancerIngress(List.of(
                        new LoadBalancerIngress(
                                Optional.of(IpAddress.parse("203.0.113.5")), "", LoadBalancerIngress.IpMode.PROXY),
                        new LoadBalancerIngress(Optional.empty(), "lb.example.com", LoadBalancerIngress.IpMode.VIP)))
                .clientIpAffinity(Duration.ofMinutes(5))
                .internalTrafficPolicy(TrafficPolicy.LOCAL)
                .externalTrafficPolicy(TrafficPolicy.LOCAL)
                .trafficDistribution("PreferSameZone")
                .build();
        Service headless = Service.builder(ServiceName.of("shop", "db"))
                .headless()
                .ports(ServicePort.tcp("", 5432))
                .publishNotReadyAddresses(true)
                .build();
        Service external = Services.externalName("mail.shop", "Mail.Example.COM.");
        TestOrigin origin = origin();
        List.of(loadBalancer, headless, external).forEach(origin::put);

        RecordingClusterWatcher watcher = run().watchAll(origin, Selection.all());
        for (Service service : List.of(loadBalancer, headless, external)) {
            Service told = watcher.awaitService(service.name()).service();
            assertThat(told).usingRecursiveComparison().isEqualTo(service);
        }
    }

    /** Every field that Kubernetes has of an endpoint arrives. */
    @Test
    default void keepsEveryFieldOfAnEndpoint() {
        Endpoint endpoint = Endpoint.builder(IpAddress.parse("fd00:10:244::1"))
                .hostname("db-0")
                .pod("db-0", "uid-0")
                .nodeName("node-a")
                .zone("zone-a")
                .zoneHints(List.of("zone-a", "zone-b"))
                .nodeHints(List.of("node-a"))
                .build();
        List<EndpointPort> ports =
                List.of(new EndpointPort("web", Protocol.TCP, 8443, "https"), EndpointPort.of("", Protocol.UDP, 53));
        EndpointGroup group = EndpointGroup.of("db-v6", endpoint.address().family(), ports, List.of(endpoint));
        TestOrigin origin = origin();
        origin.put(Services.headless("db.shop", 5432));
        origin.putGroup(ServiceName.of("shop", "db"), group);

        Selection selection = Selection.builder().podReferences(true).build();
        ServiceSnapshot told = run().watchAll(origin, selection)
                .awaitService(
                        ServiceName.of("shop", "db"),
                        "it has its group",
                        snapshot -> !snapshot.groups().isEmpty());
        assertThat(told.groups()).usingRecursiveComparison().isEqualTo(List.of(group));
    }

    /** Namespaces with their labels, and their end. */
    @Test
    default void followsNamespaces() {
        TestOrigin origin = origin();
        origin.put(new Namespace("shop", Map.of("team", "a")));
        RecordingClusterWatcher watcher = run().watchAll(origin, Selection.all());
        watcher.awaitNamespace(
                "shop", namespace -> "a".equals(namespace.labels().get("team")));

        origin.put(new Namespace("shop", Map.of("team", "b")));
        watcher.awaitNamespace(
                "shop", namespace -> "b".equals(namespace.labels().get("team")));
        origin.removeNamespace("shop");
        watcher.await(new Delivery.OfNamespaceRemoved("shop"));
    }

    /** Only what the selection covers. */
    @Test
    default void coversOnlyTheNamespacesOfTheSelection() {
        TestOrigin origin = originWithOrders();
        origin.put(Namespace.of("shop"));
        origin.put(Namespace.of("bank"));
        Service elsewhere = Services.clusterIp("ledger.bank", "10.96.0.30", 80);
        origin.put(elsewhere);
        RecordingClusterWatcher bank = run().watchAll(
                        origin, Selection.builder().namespaces(Set.of("bank")).build());
        bank.awaitService(elsewhere.name());
        bank.awaitSynced(Input.SERVICES, Input.ENDPOINTS, Input.NAMESPACES);

        origin.put(Services.clusterIp("orders.shop", "10.96.0.31", 80));
        origin.put(Services.clusterIp("ledger.bank", "10.96.0.32", 80));
        bank.awaitService(
                elsewhere.name(),
                "the new address",
                snapshot -> snapshot.service().clusterIps().contains(IpAddress.parse("10.96.0.32")));
        assertThat(bank.snapshots(ORDERS)).isEmpty();
        assertThat(bank.deliveries())
                .filteredOn(Delivery.OfNamespace.class::isInstance)
                .allMatch(delivery ->
                        ((Delivery.OfNamespace) delivery).namespace().name().equals("bank"));
    }

    /** An input that was not asked for is neither delivered nor said to be synced, and its changes are no news. */
    @Test
    default void leavesOutInputsThatWereNotAskedFor() {
        TestOrigin origin = originWithOrders();
        origin.put(Namespace.of("shop"));
        Selection servicesOnly = Selection.builder()
                .without(Input.ENDPOINTS)
                .without(Input.NAMESPACES)
                .build();
        RecordingClusterWatcher watcher = run().watchAll(origin, servicesOnly);
        RecordingClusterWatcher all = run().watchAll(origin, Selection.all());
        watcher.awaitSynced(Input.SERVICES);

        EndpointGroup changed = Groups.of("orders-b", 8080, "10.244.0.4");
        origin.putGroup(ORDERS, changed);
        all.awaitService(
                ORDERS, "the changed group", snapshot -> snapshot.groups().contains(changed));
        origin.put(MARKER);
        watcher.awaitService(MARKER.name());

        assertThat(watcher.snapshots(ORDERS)).hasSize(1);
        assertThat(watcher.awaitService(ORDERS).groups()).isEmpty();
        assertThat(watcher.deliveries()).noneMatch(Delivery.OfNamespace.class::isInstance);
        assertThat(watcher.deliveries()).containsOnlyOnce(new Delivery.OfSynced(Input.SERVICES));
        assertThat(watcher.deliveries())
                .doesNotContain(new Delivery.OfSynced(Input.ENDPOINTS), new Delivery.OfSynced(Input.NAMESPACES));
    }

    private static boolean isService(Delivery delivery, ServiceName name) {
        return delivery instanceof Delivery.OfService present
                && present.snapshot().name().equals(name);
    }
}
