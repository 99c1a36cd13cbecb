// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Protocol;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceBuilder;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServicePort;
import dev.cairn.discovery.ServiceSnapshot;
import dev.cairn.discovery.TrafficPolicy;
import dev.cairn.lb.internal.source.EndpointView.Status;
import dev.cairn.lb.internal.target.PortReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortMappingTest {
    private static final ServiceName NAME = ServiceName.parse("orders.shop");
    private static final IpAddress VIP = IpAddress.parse("10.96.0.7");
    private static final EndpointPort HTTP = EndpointPort.tcp("http", 8080);
    private static final EndpointPort METRICS = EndpointPort.tcp("metrics", 9100);

    private static ServiceBuilder service() {
        return Service.builder(NAME).clusterIps(VIP);
    }

    private static ServiceBuilder twoPorts() {
        return service().ports(ServicePort.tcp("http", 80), ServicePort.tcp("metrics", 9090));
    }

    private static EndpointGroup group(String address, EndpointPort... ports) {
        IpAddress ip = IpAddress.parse(address);
        return EndpointGroup.of(address, ip.family(), Arrays.asList(ports), List.of(Endpoint.ready(ip)));
    }

    private static EndpointView view(ServiceBuilder service, String port, EndpointGroup... groups) {
        PortReference reference = port.isEmpty() ? PortReference.ONLY : PortReference.parse(port);
        return PortMapping.view(
                ServiceSnapshot.of(service.build(), Arrays.asList(groups), 1, "test", Instant.EPOCH),
                reference,
                new ThisMachine(Set.of()));
    }

    private static List<String> addresses(EndpointView view) {
        assertThat(view.status()).as(view.detail()).isEqualTo(Status.KNOWN);
        return view.endpoints().stream()
                .map(reachable ->
                        reachable.endpoint().address() + " " + reachable.port().number())
                .toList();
    }

    @Test
    void leadsAPortNumberThroughTheServiceToTheTargetPort() {
        assertThat(addresses(view(twoPorts(), "80", group("10.0.0.1", HTTP, METRICS))))
                .containsExactly("10.0.0.1 8080");
        assertThat(addresses(view(twoPorts(), "9090", group("10.0.0.1", HTTP, METRICS))))
                .containsExactly("10.0.0.1 9100");
    }

    @Test
    void takesEachSlicesOwnNumberOfANamedTargetPort() {
        EndpointGroup old = group("10.0.0.1", HTTP);
        EndpointGroup renumbered = group("10.0.0.2", EndpointPort.tcp("http", 8081));
        assertThat(addresses(view(twoPorts(), "http", old, renumbered)))
                .containsExactly("10.0.0.1 8080", "10.0.0.2 8081");
    }

    @Test
    void doesNotTakeATargetPortNumberForAServicePort() {
        EndpointView view = view(twoPorts(), "8080", group("10.0.0.1", HTTP, METRICS));
        assertThat(view.status()).isEqualTo(Status.NO_SUCH_PORT);
        assertThat(view.detail()).isEqualTo("orders.shop has no port 8080; it has :http (80), :metrics (9090)");
    }

    @Test
    void mapsPortsOfHeadlessServicesToo() {
        ServiceBuilder headless = twoPorts().headless();
        assertThat(addresses(view(headless, "80", group("10.0.0.1", HTTP)))).containsExactly("10.0.0.1 8080");
    }

    @Test
    void takesTheNumberAsItIsWhenAHeadlessServiceDeclaresNoPort() {
        assertThat(addresses(view(service().headless(), "5432", group("10.0.0.1"))))
                .containsExactly("10.0.0.1 5432");
        assertThat(view(service().headless(), "", group("10.0.0.1")).detail()).contains("has no port; add a number");
    }

    @Test
    void needsNoPortWhenTheServiceHasOnlyOne() {
        ServiceBuilder one = service().ports(ServicePort.tcp("", 80));
        assertThat(addresses(view(one, "", group("10.0.0.1", EndpointPort.tcp("", 8080)))))
                .containsExactly("10.0.0.1 8080");
        assertThat(view(twoPorts(), "", group("10.0.0.1", HTTP, METRICS)).detail())
                .contains("has several ports; add one of :http (80), :metrics (9090)");
    }

    @Test
    void prefersTcpWhereANumberStandsForTwoProtocols() {
        ServiceBuilder dns = service()
                .ports(
                        ServicePort.builder(53)
                                .name("dns")
                                .protocol(Protocol.UDP)
                                .build(),
                        ServicePort.tcp("dns-tcp", 53));
        EndpointGroup group =
                group("10.0.0.1", EndpointPort.of("dns", Protocol.UDP, 1053), EndpointPort.tcp("dns-tcp", 1054));
        assertThat(addresses(view(dns, "53", group))).containsExactly("10.0.0.1 1054");
    }

    @Test
    void managesWithoutTheServicesPortsWhileSlicesHaveOne() {
        assertThat(addresses(view(service(), "80", group("10.0.0.1", HTTP)))).containsExactly("10.0.0.1 8080");
        EndpointView several = view(service(), "80", group("10.0.0.1", HTTP, METRICS));
        assertThat(several.status()).isEqualTo(Status.NO_SUCH_PORT);
        assertThat(several.detail()).contains("[http, metrics]", "services");
        assertThat(addresses(view(service(), "metrics", group("10.0.0.1", HTTP, METRICS))))
                .containsExactly("10.0.0.1 9100");
    }

    private static Endpoint pod(String address) {
        return Endpoint.builder(IpAddress.parse(address))
                .pod("orders-1", "uid-1")
                .build();
    }

    private static EndpointGroup group(Endpoint endpoint) {
        AddressFamily family = endpoint.address().family();
        return EndpointGroup.of(family.name(), family, List.of(HTTP), List.of(endpoint));
    }

    @Test
    void callsADualStackPodAtItsAddressOfThePrimaryFamily() {
        EndpointGroup four = group(pod("10.0.0.1"));
        EndpointGroup six = group(pod("fd00::1"));
        EndpointView view = view(twoPorts(), "http", six, four);
        assertThat(addresses(view)).containsExactly("10.0.0.1 8080");
        assertThat(view.endpoints().get(0).otherAddresses()).containsExactly(IpAddress.parse("fd00::1"));
        ServiceBuilder sixFirst = twoPorts().clusterIps(IpAddress.parse("fd00:96::7"), VIP);
        assertThat(addresses(view(sixFirst, "http", six, four))).containsExactly("fd00::1 8080");
        assertThat(addresses(view(twoPorts(), "http", six))).containsExactly("fd00::1 8080");
    }

    @Test
    void joinsDualStackPodsOfAHeadlessServiceWithoutPorts() {
        EndpointGroup four = group(pod("10.0.0.1"));
        EndpointView view = view(
                service().headless(),
                "5432",
                group(pod("fd00::1")),
                four,
                EndpointGroup.of("moved", AddressFamily.IPV4, List.of(), four.endpoints()));
        assertThat(view.endpoints()).hasSize(1);
        assertThat(view.endpoints().get(0).otherAddresses()).containsExactly(IpAddress.parse("fd00::1"));
    }

    @Test
    void carriesWhatTheServiceSaysOfItsTraffic() {
        ServiceBuilder local =
                twoPorts().internalTrafficPolicy(TrafficPolicy.LOCAL).trafficDistribution("PreferSameZone");
        ServiceRules rules = view(local, "http", group("10.0.0.1", HTTP)).rules();
        assertThat(rules.internalTrafficPolicy()).isEqualTo(TrafficPolicy.LOCAL);
        assertThat(rules.trafficDistribution()).isEqualTo("PreferSameZone");
    }

    @Test
    void pointsAnExternalNameToTheDns() {
        EndpointView view = view(service().externalName("db.example.com"), "5432");
        assertThat(view.status()).isEqualTo(Status.REFUSED);
        assertThat(view.detail()).contains("dns:///db.example.com:5432");
    }
}
