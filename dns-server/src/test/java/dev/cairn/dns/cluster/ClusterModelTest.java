// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.Input;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Namespace;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.dns.conformance.ClusterWorld;
import dev.cairn.dns.conformance.ZoneAsker;
import dev.cairn.dns.wire.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** What the model tells about itself, and what its tables survive. */
class ClusterModelTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ClusterModel model = new ClusterModel(ModelOptions.DEFAULT, List.of(), now::get, ChangeListener.NONE);
    private final ClusterWorld world = new ClusterWorld(model);
    private final ZoneAsker asker =
            new ZoneAsker(List.of(new ClusterZone(model, ZoneOptions.of(DomainName.parse("cluster.local")))));

    private long serial() {
        Message answer = asker.ask("cluster.local.", "SOA");
        return ((SOARecord) answer.getSection(Section.ANSWER).get(0)).getSerial();
    }

    private boolean exists(String name) {
        return asker.ask(name, "A").getRcode() == Rcode.NOERROR;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service new.shop 10.96.0.2",
                "service web.shop 10.96.0.9 http:80/tcp",
                "service web.shop 10.96.0.1 http:81/tcp",
                "headless web.shop http:80/tcp",
                "external web.shop www.example.com",
                "remove service web.shop",
                "slice web.shop/a http:8080/tcp | 10.244.0.1=web-0 10.244.0.2",
                "slice web.shop/a http:8080/tcp | !10.244.0.1=web-0",
                "slice web.shop/a http:8080/tcp | 10.244.0.1=web-9",
                "slice web.shop/a http:8081/tcp | 10.244.0.1=web-0",
                "remove slice web.shop/a",
                "namespace other",
                "remove namespace shop"
            })
    void theSerialNumberGrowsWithEachVisibleChange(String change) {
        world.apply("namespace shop\nservice web.shop 10.96.0.1 http:80/tcp")
                .apply("slice web.shop/a http:8080/tcp | 10.244.0.1=web-0")
                .synced();
        long before = serial();
        world.apply(change);
        assertThat(serial()).isEqualTo(before + 1);
        now.set(START.plusSeconds(3600));
        world.apply("namespace late");
        assertThat(serial()).as("Unix seconds").isEqualTo(START.getEpochSecond() + 3600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace shop",
                "service web.shop 10.96.0.1 http:80/tcp",
                "slice web.shop/a http:8080/tcp | 10.244.0.1=web-0@another-pod",
                "slice web.shop/a http:8080/tcp | 10.244.0.1=web-0 !10.244.0.7",
                "remove service nosuch.shop",
                "remove namespace nosuch"
            })
    void theSerialNumberStaysWithoutAVisibleChange(String change) {
        world.apply("namespace shop\nservice web.shop 10.96.0.1 http:80/tcp")
                .apply("slice web.shop/a http:8080/tcp | 10.244.0.1=web-0")
                .synced();
        long before = serial();
        world.apply(change);
        assertThat(serial()).isEqualTo(before);
    }

    @Test
    void readingAWholeClusterDoesNotRunAheadOfTheClock() {
        for (int i = 0; i < 100; i++) {
            world.apply("namespace ns-" + i);
        }
        assertThat(serial()).isEqualTo(START.getEpochSecond());
    }

    @Test
    void isSyncedOnceEachInputOfTheSelectionIs() {
        var synced = model.whenSynced().toCompletableFuture();
        for (Input input : List.of(Input.SERVICES, Input.NAMESPACES, Input.ENDPOINTS)) {
            assertThat(model.isSynced()).isFalse();
            assertThat(model.isSynced(input)).isFalse();
            assertThat(synced).isNotDone();
            model.onSynced(input);
            assertThat(model.isSynced(input)).isTrue();
        }
        assertThat(model.isSynced()).isTrue();
        assertThat(synced).isCompleted();
    }

    @Test
    void doesNotWaitForWhatIsNotSelected() {
        ClusterModel withoutEndpoints = new ClusterModel(new ModelOptions(Set.of(), false, false), List.of());
        withoutEndpoints.onSynced(Input.SERVICES);
        withoutEndpoints.onSynced(Input.NAMESPACES);
        assertThat(withoutEndpoints.isSynced()).isTrue();
    }

    @Test
    void tellsHowLongEachChangeOfEndpointsTook() {
        List<String> told = new ArrayList<>();
        ClusterModel timed = new ClusterModel(
                ModelOptions.DEFAULT,
                List.of(),
                now::get,
                (isHeadless, duration) -> told.add((isHeadless ? "headless " : "cluster ") + duration.toMillis()));
        ClusterWorld timedWorld = new ClusterWorld(timed)
                .apply(
                        "namespace shop\nservice web.shop 10.96.0.1\nheadless db.shop\nexternal out.shop www.example.com");
        timedWorld.putGroup(ServiceName.parse("web.shop"), group("web-a", 1, 5_000));
        assertThat(told).as("what is read first changed long ago").isEmpty();
        timedWorld.synced();

        timedWorld.putGroup(ServiceName.parse("web.shop"), group("web-b", 2, 300));
        timedWorld.putGroup(ServiceName.parse("db.shop"), group("db-a", 3, 40));
        timedWorld.putGroup(ServiceName.parse("out.shop"), group("out-a", 4, 40));
        timedWorld.putGroup(
                ServiceName.parse("db.shop"), EndpointGroup.of("db-b", AddressFamily.IPV4, List.of(), List.of()));
        timedWorld.apply("service web.shop 10.96.0.2");
        assertThat(told).containsExactly("cluster 300", "headless 40");
    }

    private static EndpointGroup group(String name, int last, long ageMillis) {
        Endpoint endpoint = Endpoint.ready(IpAddress.parse("10.244.0." + last));
        return EndpointGroup.of(name, AddressFamily.IPV4, List.of(), List.of(endpoint))
                .changeTriggeredAt(START.minusMillis(ageMillis));
    }

    @Test
    void tellsHowLongTheOriginHasBeenLost() {
        assertThat(model.staleness()).isZero();
        model.onStale(Duration.ofSeconds(5), "connection refused");
        now.set(START.plusSeconds(10));
        assertThat(model.staleness()).isEqualTo(Duration.ofSeconds(15));
        model.onFresh();
        assertThat(model.staleness()).isZero();
    }

    @Test
    void countsWhatItHolds() {
        world.apply("namespace shop\nnamespace other\nservice web.shop 10.96.0.1\nheadless db.shop")
                .apply("slice db.shop/a | 10.244.0.1 10.244.0.2 !10.244.0.3")
                .apply("slice db.shop/b | fd00::1");
        assertThat(model.serviceCount()).isEqualTo(2);
        assertThat(model.endpointCount()).isEqualTo(3);
        assertThat(model.namespaceCount()).isEqualTo(2);
        world.apply("remove slice db.shop/b\nremove service web.shop\nremove namespace other");
        assertThat(model.serviceCount()).isEqualTo(1);
        assertThat(model.endpointCount()).isEqualTo(2);
        assertThat(model.namespaceCount()).isEqualTo(1);
        world.apply("remove service db.shop");
        assertThat(model.endpointCount()).isZero();
    }

    @Test
    void countsOctetsAndUpdatesOfWhatItCompiles() {
        world.apply("namespace shop\nservice web.shop 10.96.0.1\nheadless db.shop");
        long empty = model.compilations().bytes();
        assertThat(empty).as("one cluster IP").isEqualTo(4);
        world.apply("slice db.shop/a | 10.244.0.1 10.244.0.2");
        assertThat(model.compilations().bytes() - empty)
                .as("two addresses, their labels 10-244-0-N with a length octet, two offsets")
                .isEqualTo(2 * (4 + 11 + 4));
        assertThat(model.compilations().count()).isEqualTo(3);
        world.apply("remove service web.shop\nremove service db.shop");
        assertThat(model.compilations().bytes()).isZero();
        assertThat(model.compilations().time()).isPositive();
    }

    @Test
    void namesComeBackAfterTablesHaveBeenMadeAnew() {
        world.apply("namespace kept\nservice web.kept 10.96.0.1").synced();
        world.apply("namespace gone\nservice web.gone 10.96.0.2");
        world.apply("remove service web.gone\nremove namespace gone");
        for (int i = 0; i < 2_000; i++) { // the tables grow, and leave behind what is gone
            world.apply("namespace n" + i + "\nservice web.n" + i + " 10.97.0.1");
            assertThat(exists("web.n" + i + ".svc.cluster.local.")).isTrue();
            world.apply("remove service web.n" + i + "\nremove namespace n" + i);
            assertThat(exists("web.n" + i + ".svc.cluster.local.")).isFalse();
        }
        assertThat(exists("web.kept.svc.cluster.local.")).isTrue();
        world.apply("service web.gone 10.96.0.2");
        assertThat(exists("web.gone.svc.cluster.local.")).isFalse();
        world.apply("namespace gone");
        assertThat(exists("web.gone.svc.cluster.local.")).isTrue();
    }

    @Test
    void aNamespaceMayComeAfterItsServices() {
        world.apply("service web.late 10.96.0.2").synced();
        for (int i = 0; i < 100; i++) {
            world.apply("namespace n" + i);
        }
        assertThat(exists("web.late.svc.cluster.local.")).isFalse();
        world.apply("namespace late");
        assertThat(exists("web.late.svc.cluster.local.")).isTrue();
    }

    @Test
    void whatCannotBeAskedForIsPassedOver() {
        model.onNamespace(Namespace.of("x".repeat(64)));
        String tooLong = "y".repeat(64);
        model.onService(ServiceSnapshot.of(
                Service.builder(ServiceName.of("shop", tooLong)).build(), List.of(), 1, "test", Instant.EPOCH));
        model.onServiceRemoved(ServiceName.of("shop", tooLong));
        model.onNamespaceRemoved("x".repeat(64));
        assertThat(model.serviceCount()).isZero();
        assertThat(model.namespaceCount()).isZero();
    }

    @Test
    void nameServersOfBothFamiliesAreOneName() {
        ClusterModel own = new ClusterModel(
                ModelOptions.DEFAULT,
                List.of("10.244.9.9", "fd00::9", "127.0.0.1").stream()
                        .map(IpAddress::parse)
                        .toList());
        new ClusterWorld(own)
                .apply("namespace kube-system\nservice kube-dns.kube-system 10.96.0.10")
                .apply("slice kube-dns.kube-system/a | 10.244.9.9")
                .apply("slice kube-dns.kube-system/b | fd00::9")
                .apply("headless loop.kube-system\nslice loop.kube-system/a | 127.0.0.1")
                .synced();
        ZoneAsker ownAsker =
                new ZoneAsker(List.of(new ClusterZone(own, ZoneOptions.of(DomainName.parse("cluster.local")))));
        assertThat(ownAsker.ask("cluster.local.", "NS").getSection(Section.ANSWER))
                .singleElement()
                .extracting(record -> record.rdataToString())
                .isEqualTo("kube-dns.kube-system.svc.cluster.local.");
        assertThat(ownAsker.ask("ns.dns.cluster.local.", "A").getSection(Section.ANSWER))
                .hasSize(2);
    }

    @Test
    void aNameServerHasTheAddressesThatItListensOn() {
        ClusterModel own = new ClusterModel(
                ModelOptions.DEFAULT, List.of(IpAddress.parse("10.244.9.9"), IpAddress.parse("fd00::9")));
        new ClusterWorld(own).synced();
        ZoneOptions zone = ZoneOptions.of(DomainName.parse("cluster.local"));
        ZoneAsker listening = new ZoneAsker(List.of(new ClusterZone(
                own, zone, List.of(IpAddress.parse("10.244.9.10").toInetAddress()))));
        assertThat(listening.ask("ns.dns.cluster.local.", "A").getSection(Section.ANSWER))
                .extracting(record -> record.rdataToString())
                .containsExactly("10.244.9.10");
        assertThat(listening.ask("ns.dns.cluster.local.", "AAAA").getSection(Section.ANSWER))
                .isEmpty();
        assertThat(listening.ask("cluster.local.", "NS").getSection(Section.ADDITIONAL))
                .extracting(record -> record.rdataToString())
                .contains("10.244.9.10")
                .doesNotContain("10.244.9.9", "fd00:0:0:0:0:0:0:9");
    }

    @Test
    void theNameServerOfAReverseZoneIsANameInThatZone() {
        ClusterModel own = new ClusterModel(ModelOptions.DEFAULT, List.of(IpAddress.parse("10.244.9.9")));
        new ClusterWorld(own)
                .apply("namespace kube-system\nservice kube-dns.kube-system 10.96.0.10")
                .apply("slice kube-dns.kube-system/a | 10.244.9.9")
                .synced();
        ZoneAsker reverse =
                new ZoneAsker(List.of(new ClusterZone(own, ZoneOptions.of(DomainName.parse("in-addr.arpa")))));
        assertThat(reverse.ask("in-addr.arpa.", "NS").getSection(Section.ANSWER))
                .extracting(record -> record.rdataToString())
                .containsExactly("ns.dns.in-addr.arpa.");
        assertThat(reverse.ask("ns.dns.in-addr.arpa.", "A").getSection(Section.ANSWER))
                .extracting(record -> record.rdataToString())
                .containsExactly("10.244.9.9");
    }
}
