// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final IpAddress ADDRESS = IpAddress.parse("10.244.0.1");

    @ParameterizedTest
    @CsvSource({
        "true,  true,  false, ready",
        "false, true,  true,  draining",
        "false, true,  false, not ready",
        "false, false, true,  not ready",
        "false, false, false, not ready",
        "true,  true,  true,  ready"
    })
    void isInOneOfThreeStates(boolean ready, boolean serving, boolean terminating, String state) {
        Endpoint endpoint = Endpoint.builder(ADDRESS)
                .conditions(ready, serving, terminating)
                .build();
        assertThat(endpoint.isReady()).isEqualTo(ready);
        assertThat(endpoint.isServing()).isEqualTo(serving);
        assertThat(endpoint.isTerminating()).isEqualTo(terminating);
        assertThat(endpoint.isDraining()).isEqualTo(state.equals("draining"));
        assertThat(endpoint).hasToString("10.244.0.1 " + state);
    }

    @Test
    void knowsNothingButItsAddressUnlessTold() {
        Endpoint endpoint = Endpoint.ready(ADDRESS);
        assertThat(endpoint.isReady()).isTrue();
        assertThat(endpoint.isServing()).isTrue();
        assertThat(endpoint.weight()).isEqualTo(1);
        assertThat(endpoint.hostname()).isEmpty();
        assertThat(endpoint.podName()).isEmpty();
        assertThat(endpoint.podUid()).isEmpty();
        assertThat(endpoint.nodeName()).isEmpty();
        assertThat(endpoint.zone()).isEmpty();
        assertThat(endpoint.zoneHints()).isEmpty();
        assertThat(endpoint.nodeHints()).isEmpty();
    }

    @Test
    void takesEmptyTextForNone() {
        Endpoint endpoint = Endpoint.builder(ADDRESS)
                .hostname("")
                .pod("", "")
                .nodeName("")
                .zone("")
                .build();
        assertThat(endpoint).isEqualTo(Endpoint.ready(ADDRESS));
    }

    @Test
    void differsInEveryField() {
        List<Endpoint> endpoints = List.of(
                Endpoint.ready(ADDRESS),
                Endpoint.ready(IpAddress.parse("10.244.0.2")),
                Endpoint.builder(ADDRESS).hostname("db-0").build(),
                Endpoint.builder(ADDRESS).pod("db-0", "").build(),
                Endpoint.builder(ADDRESS).pod("db-0", "uid").build(),
                Endpoint.builder(ADDRESS).nodeName("a").build(),
                Endpoint.builder(ADDRESS).zone("a").build(),
                Endpoint.builder(ADDRESS).zoneHints(List.of("a")).build(),
                Endpoint.builder(ADDRESS).nodeHints(List.of("a")).build(),
                Endpoint.builder(ADDRESS).ready(false).build(),
                Endpoint.builder(ADDRESS).draining().build(),
                Endpoint.builder(ADDRESS).conditions(false, true, false).build(),
                Endpoint.builder(ADDRESS).weight(2).build());
        assertThat(endpoints).doesNotHaveDuplicates();
        assertThat(Endpoint.ready(ADDRESS)).isEqualTo(endpoints.get(0)).hasSameHashCodeAs(endpoints.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesWeightsOutOfRange(int weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.builder(ADDRESS).weight(weight).build())
                .withMessage("weight must be 1..65535, was %d", weight);
    }

    @Test
    void aGroupHoldsOneFamily() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EndpointGroup.of("orders-a", AddressFamily.IPV6, List.of(), List.of(Endpoint.ready(ADDRESS))))
                .withMessage("orders-a: 10.244.0.1 is not of family IPV6");
    }

    @Test
    void groupsDifferInEveryField() {
        List<Endpoint> one = List.of(Endpoint.ready(ADDRESS));
        List<EndpointPort> http = List.of(EndpointPort.tcp("http", 80));
        List<EndpointGroup> groups = List.of(
                EndpointGroup.of("a", AddressFamily.IPV4, http, one),
                EndpointGroup.of("b", AddressFamily.IPV4, http, one),
                EndpointGroup.of("a", AddressFamily.IPV4, List.of(), one),
                EndpointGroup.of("a", AddressFamily.IPV4, http, List.of()),
                EndpointGroup.of("a", AddressFamily.IPV6, http, List.of()),
                EndpointGroup.of(
                        "a",
                        AddressFamily.IPV4,
                        http,
                        List.of(Endpoint.builder(ADDRESS).draining().build())));
        assertThat(groups).doesNotHaveDuplicates();
        EndpointGroup same = EndpointGroup.of("a", AddressFamily.IPV4, http, one);
        assertThat(same).isEqualTo(groups.get(0)).hasSameHashCodeAs(groups.get(0));
    }

    @Test
    void whenTheChangeHappenedIsNoPartOfAGroup() {
        EndpointGroup group = EndpointGroup.of("a", AddressFamily.IPV4, List.of(), List.of());
        EndpointGroup told = group.changeTriggeredAt(Instant.parse("2026-11-23T12:00:00.123456Z"));
        assertThat(told).isEqualTo(group).hasSameHashCodeAs(group);
        assertThat(group.changeTriggeredAt()).isEmpty();
        assertThat(told.changeTriggeredAt()).contains(Instant.parse("2026-11-23T12:00:00.123Z"));
    }
}
