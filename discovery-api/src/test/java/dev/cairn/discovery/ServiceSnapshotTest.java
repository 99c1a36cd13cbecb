// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceSnapshotTest {
    private static final IpAddress ONE = IpAddress.parse("10.244.0.1");
    private static final IpAddress TWO = IpAddress.parse("10.244.0.2");
    private static final EndpointPort HTTP = EndpointPort.tcp("http", 8080);
    private static final Endpoint READY = Endpoint.ready(ONE);
    private static final Endpoint DRAINING = Endpoint.builder(ONE).draining().build();
    private static final Endpoint NOT_READY = Endpoint.builder(ONE).ready(false).build();

    @Test
    void readyWinsOverDrainingOverNotReadyInAnyOrder() {
        List<Endpoint> best = List.of(READY, DRAINING, NOT_READY);
        for (int winner = 0; winner < best.size(); winner++) {
            for (int loser = winner; loser < best.size(); loser++) {
                assertThat(merged(best.get(winner), best.get(loser))).containsExactly(best.get(winner));
                assertThat(merged(best.get(loser), best.get(winner))).containsExactly(best.get(winner));
            }
        }
    }

    @Test
    void theFirstOfTwoEqualsWins() {
        Endpoint named = Endpoint.builder(ONE).hostname("first").build();
        assertThat(merged(named, READY)).containsExactly(named);
        assertThat(merged(READY, named)).containsExactly(READY);
    }

    @Test
    void keepsTheSameAddressOnAnotherPortNumberApart() {
        EndpointPort other = EndpointPort.tcp("http", 9090);
        ServiceSnapshot snapshot = snapshot(
                EndpointGroup.of("a", AddressFamily.IPV4, List.of(HTTP), List.of(READY)),
                EndpointGroup.of("b", AddressFamily.IPV4, List.of(other), List.of(READY)));
        assertThat(snapshot.endpointsOn("http"))
                .containsExactly(new ReachableEndpoint(READY, HTTP), new ReachableEndpoint(READY, other));
    }

    @Test
    void takesBothFamiliesInTheOrderOfTheGroups() {
        Endpoint v6 = Endpoint.ready(IpAddress.parse("2001:db8::1"));
        ServiceSnapshot snapshot = snapshot(
                EndpointGroup.of("six", AddressFamily.IPV6, List.of(HTTP), List.of(v6)),
                EndpointGroup.of("four", AddressFamily.IPV4, List.of(HTTP), List.of(READY, Endpoint.ready(TWO))));
        assertThat(snapshot.endpointsOn("http"))
                .extracting(found -> found.endpoint().address())
                .containsExactly(v6.address(), ONE, TWO);
    }

    @Test
    void findsOnlyThePortAskedFor() {
        EndpointPort unnamed = EndpointPort.tcp("", 81);
        ServiceSnapshot snapshot =
                snapshot(EndpointGroup.of("a", AddressFamily.IPV4, List.of(HTTP, unnamed), List.of(READY)));
        assertThat(snapshot.endpointsOn("")).containsExactly(new ReachableEndpoint(READY, unnamed));
        assertThat(snapshot.endpointsOn("grpc")).isEmpty();
    }

    private static List<Endpoint> merged(Endpoint first, Endpoint second) {
        ServiceSnapshot snapshot = snapshot(
                EndpointGroup.of("a", AddressFamily.IPV4, List.of(HTTP), List.of(first)),
                EndpointGroup.of("b", AddressFamily.IPV4, List.of(HTTP), List.of(second)));
        return snapshot.endpointsOn("http").stream()
                .map(ReachableEndpoint::endpoint)
                .toList();
    }

    private static ServiceSnapshot snapshot(EndpointGroup... groups) {
        Service service = Service.builder(ServiceName.of("shop", "orders")).build();
        return ServiceSnapshot.of(service, List.of(groups), 1, "memory", Instant.EPOCH);
    }
}
