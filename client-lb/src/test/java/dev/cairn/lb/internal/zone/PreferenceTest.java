// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of KEP-2433 and KEP-3015, as kube-proxy applies them, and those that hold without hints. */
class PreferenceTest {
    private static final Locality OWN = new Locality("a", "n1");

    private static Endpoint.Builder endpoint(int number) {
        return Endpoint.builder(IpAddress.parse("10.0.0." + number));
    }

    private static Endpoint hinted(String zone, String node) {
        return endpoint(1)
                .zoneHints(zone.isEmpty() ? List.of() : List.of(zone))
                .nodeHints(node.isEmpty() ? List.of() : List.of(node))
                .build();
    }

    private static String reason(String distribution, Endpoint... ready) {
        return Preference.of(Arrays.asList(ready), OWN, distribution, false).reason();
    }

    private static Endpoint[] inZones(String... zones) {
        return IntStream.range(0, zones.length)
                .mapToObj(i -> endpoint(i + 1).zone(zones[i]).nodeName("n" + i).build())
                .toArray(Endpoint[]::new);
    }

    @Test
    void followsHintsForTheOwnZone() {
        Preference preference = Preference.of(List.of(hinted("a", ""), hinted("b", "")), OWN, "", false);
        assertThat(preference.reason()).isEqualTo("hints for zone a");
        assertThat(preference.isNear(hinted("a", ""))).isTrue();
        assertThat(preference.isNear(hinted("b", ""))).isFalse();
    }

    @Test
    void ignoresHintsWhenOneEndpointHasNone() {
        assertThat(reason("", hinted("a", ""), hinted("", ""))).isEmpty();
    }

    @Test
    void ignoresHintsThatNobodyHasForTheOwnZone() {
        assertThat(reason("", hinted("b", ""), hinted("c", ""))).isEmpty();
        assertThat(Preference.of(List.of(hinted("a", "")), Locality.UNKNOWN, "", false))
                .isEqualTo(Preference.NONE);
    }

    @Test
    void hintsForNodesGoFirstAndThoseForZonesHoldWhereNoneNamesTheOwnNode() {
        assertThat(reason("", hinted("a", "n1"), hinted("a", "n2"))).isEqualTo("hints for node n1");
        assertThat(reason("", hinted("a", "n2"), hinted("b", "n3"))).isEqualTo("hints for zone a");
        assertThat(reason("", hinted("a", "n1"), hinted("a", ""))).isEqualTo("hints for zone a");
    }

    @Test
    void takesTheOwnZoneWithoutHintsOnlyWhenAskedTo() {
        Endpoint[] six = inZones("a", "a", "b", "b", "c", "c");
        assertThat(reason("", six)).isEmpty();
        assertThat(reason("SomethingNew", six)).isEmpty();
        for (String distribution : List.of("PreferClose", "PreferSameZone")) {
            assertThat(reason(distribution, six)).isEqualTo("zone a, trafficDistribution " + distribution);
        }
        assertThat(Preference.of(Arrays.asList(six), OWN, "", true).reason()).isEqualTo("zone a, zoneAware");
    }

    @Test
    void leavesSmallServicesAndZonesWithoutEndpointsAlone() {
        assertThat(reason("PreferClose", inZones("a", "a", "b", "b", "c"))).isEmpty();
        assertThat(reason("PreferClose", inZones("b", "b", "b", "c", "c", "c"))).isEmpty();
    }

    @Test
    void takesTheOwnNodeWithoutHintsElseTheZone() {
        assertThat(reason("PreferSameNode", inZones("a", "a")))
                .isEqualTo("node n1, trafficDistribution PreferSameNode");
        Endpoint[] elsewhere = inZones("a", "b", "b", "b", "b", "b", "b");
        elsewhere[1] = endpoint(9).zone("b").nodeName("n9").build();
        assertThat(reason("PreferSameNode", elsewhere)).isEqualTo("zone a, trafficDistribution PreferSameNode");
    }
}
