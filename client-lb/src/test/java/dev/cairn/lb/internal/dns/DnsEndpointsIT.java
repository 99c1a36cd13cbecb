// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.lb.Balancer;
import dev.cairn.lb.Pick;
import dev.cairn.lb.internal.source.Destination;
import dev.cairn.lb.internal.source.EndpointView;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.target.ParsedTarget;
import dev.cairn.lb.internal.target.TargetParser;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

@Timeout(30)
class DnsEndpointsIT {
    private static final String ORDERS = "orders.shop.svc.cluster.local.";
    private static final String HTTP = "_http._tcp." + ORDERS;
    private static final DnsTiming QUICK = new DnsTiming(
            Duration.ofMillis(30),
            Duration.ofSeconds(60),
            Duration.ofMillis(5),
            Duration.ofMillis(30),
            Duration.ofMillis(250));
    /** As {@link #QUICK}, but only a suspicion makes it ask twice within a test. */
    private static final DnsTiming UNHURRIED = new DnsTiming(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(5),
            Duration.ofSeconds(60),
            Duration.ofMillis(250));

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<DnsEndpoints> started = new ArrayList<>();
    private TinyDnsServer server;

    @BeforeEach
    void open() throws Exception {
        server = new TinyDnsServer();
    }

    @AfterEach
    void close() throws Exception {
        started.forEach(DnsEndpoints::close);
        server.close();
        timer.shutdownNow();
    }

    private DnsEndpoints start(String target) {
        return start(target, List.of(server.address()));
    }

    private DnsEndpoints start(String target, DnsTiming timing) {
        return start(target, List.of(server.address()), timing);
    }

    private DnsEndpoints start(String target, List<InetSocketAddress> servers) {
        return start(target, servers, QUICK);
    }

    private DnsEndpoints start(String target, List<InetSocketAddress> servers, DnsTiming timing) {
        NameServers names = new NameServers(servers, List.of(Name.fromConstantString("svc.cluster.local.")), 5);
        DnsEndpoints endpoints = new DnsEndpoints(
                (ParsedTarget.OfDns) TargetParser.parse(target), names, timing, timer, System::nanoTime);
        endpoints.start(() -> {});
        started.add(endpoints);
        return endpoints;
    }

    private static EndpointView settled(DnsEndpoints endpoints) {
        await().until(() -> endpoints.view().status() != Status.PENDING);
        return endpoints.view();
    }

    private static List<String> addresses(EndpointView view) {
        return view.endpoints().stream().map(DnsEndpointsIT::text).sorted().toList();
    }

    private static String text(Destination reachable) {
        return reachable.endpoint().address() + ":" + reachable.port().number();
    }

    private static void awaitAddresses(DnsEndpoints endpoints, String... expected) {
        await().untilAsserted(() -> assertThat(addresses(endpoints.view())).containsExactly(expected));
    }

    @Test
    void findsANamedPortBySrvWithTheAddressesThatComeAlong() {
        server.set(HTTP, "5 SRV 0 100 8080 a." + ORDERS, "5 SRV 0 50 8081 b." + ORDERS);
        server.alsoSay("a." + ORDERS, "5 A 10.0.0.1");
        server.alsoSay("b." + ORDERS, "5 A 10.0.0.2");
        EndpointView view = settled(start("dns:///orders.shop:http"));
        assertThat(addresses(view)).containsExactly("10.0.0.1:8080", "10.0.0.2:8081");
        assertThat(view.endpoints().get(1).endpoint().weight()).isEqualTo(50);
        assertThat(server.asked).containsExactly("udp " + HTTP + " SRV");
    }

    @Test
    void asksForTheAddressesThatDoNotComeAlong() {
        server.set(HTTP, "5 SRV 0 100 8080 a." + ORDERS, "5 SRV 0 100 8080 b." + ORDERS);
        server.set("a." + ORDERS, "5 A 10.0.0.1");
        server.set("b." + ORDERS, "5 AAAA fd00::2");
        assertThat(addresses(settled(start("dns:///orders.shop:http"))))
                .containsExactly("10.0.0.1:8080", "fd00::2:8080");
    }

    @Test
    void usesTheLowestPriorityOnly() {
        server.set(HTTP, "5 SRV 10 1 8080 a." + ORDERS, "5 SRV 20 1 8080 b." + ORDERS);
        server.set("a." + ORDERS, "5 A 10.0.0.1");
        server.set("b." + ORDERS, "5 A 10.0.0.2");
        assertThat(addresses(settled(start("dns:///orders.shop:http")))).containsExactly("10.0.0.1:8080");
    }

    @Test
    void takesAddressesForAPortNumberThroughTheSearchListAndAliases() {
        server.set("orders.svc.cluster.local.", "5 CNAME real.example.");
        server.set("real.example.", "5 A 10.0.0.1", "5 A 10.0.0.2", "5 AAAA fd00::1");
        assertThat(addresses(settled(start("dns:///orders:8080")))).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void takesThePortFromSrvWhenTheTargetHasNone() {
        server.set(ORDERS, "5 SRV 0 100 8080 a." + ORDERS);
        server.set("a." + ORDERS, "5 A 10.0.0.1");
        assertThat(addresses(settled(start("dns:///orders.shop")))).containsExactly("10.0.0.1:8080");
    }

    @Test
    void asksForAPortWhenItCannotBeTold() {
        server.set(ORDERS, "5 A 10.0.0.1");
        EndpointView none = settled(start("dns:///orders.shop"));
        assertThat(none.status()).isEqualTo(Status.NO_SUCH_PORT);
        assertThat(none.detail()).contains("no SRV record", "add a port number, as in :8080");
        server.set(ORDERS, "5 SRV 0 1 8080 a." + ORDERS, "5 SRV 0 1 9100 a." + ORDERS);
        assertThat(settled(start("dns:///orders.shop")).detail()).contains("has several ports, [8080, 9100]");
    }

    @Test
    void asksAgainWhenTheTtlEnds() {
        server.set(ORDERS, "0 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.set(ORDERS, "0 A 10.0.0.2", "0 A 10.0.0.3");
        awaitAddresses(endpoints, "10.0.0.2:80", "10.0.0.3:80");
    }

    @Test
    void doesNotAskWhileTheTtlHoldsUnlessAnEndpointIsSuspect() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.set(ORDERS, "3600 A 10.0.0.2");
        int asked = server.asked.size();
        // twice what would be the pause if the TTL were ignored
        await().during(Duration.ofMillis(100)).until(() -> server.asked.size() == asked);
        endpoints.suspect();
        awaitAddresses(endpoints, "10.0.0.2:80");
    }

    @Test
    void suspicionNeverAsksMoreOftenThanTheFloor() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < Duration.ofMillis(300).toNanos()) {
            endpoints.suspect();
            Thread.onSpinWait();
        }
        long elapsedMillis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
        assertThat(server.asked.size()).isBetween(2, (int) (elapsedMillis / 30) + 3);
    }

    @Test
    void aSuspicionIsFollowedAtOnceWhileLookupsFindSomethingNew() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80", UNHURRIED);
        for (int i = 2; i < 6; i++) {
            awaitAddresses(endpoints, "10.0.0." + (i - 1) + ":80");
            server.set(ORDERS, "3600 A 10.0.0." + i);
            endpoints.suspect();
        }
        awaitAddresses(endpoints, "10.0.0.5:80");
    }

    @Test
    void suspicionsThatFindNothingNewComeToTheFloor() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80", UNHURRIED);
        awaitAddresses(endpoints, "10.0.0.1:80");
        long endNanos = System.nanoTime() + Duration.ofMillis(300).toNanos();
        while (System.nanoTime() < endNanos) {
            endpoints.suspect();
            Thread.onSpinWait();
        }
        // after 5, 10, 20, 40, 80 and 160 ms, and one more for a slow machine
        assertThat(server.asked.size()).isBetween(2, 8);
    }

    @Test
    void aSuspicionDuringALookupLeadsToAnother() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.isSilent = true; // the lookup lasts until the next try
        endpoints.suspect();
        await().until(() -> server.asked.size() > 1);
        endpoints.suspect();
        int asked = server.asked.size();
        server.isSilent = false;
        await().until(() -> server.asked.size() > asked + 1);
    }

    @Test
    void suspicionDoesNotConfirmThatANameIsGone() {
        server.set(ORDERS, "3600 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop.svc.cluster.local.:80", UNHURRIED);
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.remove(ORDERS);
        endpoints.suspect();
        await().until(() -> endpoints.view().freshness().lastError().contains("to be confirmed"));
        endpoints.suspect();
        await().during(Duration.ofMillis(100))
                .until(() -> addresses(endpoints.view()).size() == 1);
    }

    @Test
    void asksByTcpWhenTheAnswerIsTruncated() {
        server.maxUdpRecords = 1;
        server.set(ORDERS, "5 A 10.0.0.1", "5 A 10.0.0.2", "5 A 10.0.0.3");
        EndpointView view = settled(start("dns:///orders.shop:80"));
        assertThat(addresses(view)).hasSize(3);
        assertThat(view.freshness().lastError()).isEmpty();
        assertThat(server.asked).contains("tcp " + ORDERS + " A");
    }

    @Test
    void aTruncatedAnswerAddsAndNeverRemoves() {
        server.hasTcp = false;
        server.maxUdpRecords = 1;
        server.set(ORDERS, "0 A 10.0.0.1", "0 A 10.0.0.2");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.set(ORDERS, "0 A 10.0.0.2", "0 A 10.0.0.1");
        awaitAddresses(endpoints, "10.0.0.1:80", "10.0.0.2:80");
        assertThat(endpoints.view().freshness().lastError()).contains("incomplete");
        server.hasTcp = true;
        server.set(ORDERS, "0 A 10.0.0.3", "0 A 10.0.0.4");
        awaitAddresses(endpoints, "10.0.0.3:80", "10.0.0.4:80");
        assertThat(endpoints.view().freshness().lastError()).isEmpty();
    }

    @Test
    void keepsTheLastGoodSetWhileTheServerFails() {
        server.set(ORDERS, "0 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        server.rcode = Rcode.SERVFAIL;
        await().until(() -> endpoints.view().freshness().lastError().contains("SERVFAIL"));
        assertThat(addresses(endpoints.view())).containsExactly("10.0.0.1:80");
        server.isSilent = true;
        await().until(() -> endpoints
                .view()
                .freshness()
                .lastError()
                .toLowerCase(java.util.Locale.ROOT)
                .contains("time"));
        assertThat(addresses(endpoints.view())).containsExactly("10.0.0.1:80");
        server.isSilent = false;
        server.rcode = Rcode.NOERROR;
        server.set(ORDERS, "0 A 10.0.0.2");
        awaitAddresses(endpoints, "10.0.0.2:80");
    }

    @Test
    void aFailureOfTheClustersNameDoesNotLeadElsewhereInTheSearchList() {
        server.set("orders.", "5 A 192.0.2.66");
        server.rcode = Rcode.SERVFAIL;
        DnsEndpoints endpoints = start("dns:///orders:80");
        await().until(() -> endpoints.view().freshness().lastError().contains("SERVFAIL"));
        assertThat(server.asked).noneMatch(question -> question.startsWith("udp orders. "));
        assertThat(endpoints.view().status()).isEqualTo(Status.PENDING);
    }

    @Test
    void believesThatANameIsGoneWhenItIsSaidTwice() {
        server.set(ORDERS, "0 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop.svc.cluster.local.:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        List<String> seen = new ArrayList<>();
        server.remove(ORDERS);
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            EndpointView view = endpoints.view();
            seen.add(view.endpoints().size() + " " + view.freshness().lastError());
            return view.status() == Status.ABSENT;
        });
        assertThat(seen).anyMatch(state -> state.startsWith("1 ") && state.contains("to be confirmed"));
        server.set(ORDERS, "0 A 10.0.0.2");
        awaitAddresses(endpoints, "10.0.0.2:80");
    }

    @Test
    void asksTheNextServerWhenOneIsSilentOrRefuses() throws Exception {
        server.set(ORDERS, "5 A 10.0.0.1");
        try (TinyDnsServer silent = new TinyDnsServer();
                TinyDnsServer refusing = new TinyDnsServer()) {
            silent.isSilent = true;
            refusing.rcode = Rcode.REFUSED;
            DnsEndpoints endpoints =
                    start("dns:///orders.shop:80", List.of(silent.address(), refusing.address(), server.address()));
            awaitAddresses(endpoints, "10.0.0.1:80");
        }
    }

    @Test
    void stopsAskingWhenClosed() {
        server.set(ORDERS, "0 A 10.0.0.1");
        DnsEndpoints endpoints = start("dns:///orders.shop:80");
        awaitAddresses(endpoints, "10.0.0.1:80");
        endpoints.close();
        // a lookup under way may still send what remains of it
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        int asked = server.asked.size();
        await().during(Duration.ofMillis(150)).until(() -> server.asked.size() == asked);
    }

    @Test
    void balancesADnsTargetWithItsOwnServer() throws Exception {
        server.set(HTTP, "5 SRV 0 100 8080 a." + ORDERS);
        server.set("a." + ORDERS, "5 A 10.0.0.1");
        String target = "dns://127.0.0.1:" + server.address().getPort() + "/" + ORDERS + ":http";
        try (Balancer balancer = Balancer.builder(target).build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            try (Pick pick = balancer.pick()) {
                assertThat(pick.address()).isEqualTo(new InetSocketAddress("10.0.0.1", 8080));
            }
            assertThat(balancer.explain().toString()).contains("source DNS", "10.0.0.1:8080", "confirmed 0.");
        }
    }
}
