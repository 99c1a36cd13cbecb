// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.IpAddress;
import dev.cairn.lb.internal.zone.Spread.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Preference ZONE = new Preference(Preference.Kind.ZONE, "a", "zone a");
    private static final Preference HINT = new Preference(Preference.Kind.ZONE_HINT, "a", "hints");

    /** Endpoints by zone, one letter each. */
    private static List<Endpoint> in(String zones) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < zones.length(); i++) {
            String zone = zones.substring(i, i + 1);
            endpoints.add(Endpoint.builder(IpAddress.parse("10.0.0." + (i + 1)))
                    .zone(zone)
                    .zoneHints(List.of(zone))
                    .build());
        }
        return endpoints;
    }

    private static List<Group> spread(Preference preference, String well, String ejected) {
        return Spread.over(in(well), in(ejected), preference, Function.identity())
                .groups();
    }

    private static double near(Preference preference, String well, String ejected) {
        return spread(preference, well, ejected).get(0).share();
    }

    @Test
    void putsGroupsOneAfterTheOtherTheNearOnesFirst() {
        List<Endpoint> candidates = in("cbaabc");
        Spread spread = Spread.over(candidates, List.of(), ZONE, Function.identity());
        assertThat(candidates)
                .extracting(endpoint -> endpoint.zone().orElse(""))
                .containsExactly("a", "a", "b", "b", "c", "c");
        assertThat(spread.groups()).extracting(Group::name).containsExactly("", "zone b", "zone c");
        assertThat(spread.groups()).extracting(Group::size).containsExactly(2, 2, 2);
    }

    @Test
    void keepsAllCallsNearWhileTheZoneHasItsShare() {
        assertThat(near(ZONE, "aabbcc", "")).isEqualTo(1);
        assertThat(near(ZONE, "aaaabc", "")).isEqualTo(1);
    }

    @Test
    void spillsWhatAZoneWithFewEndpointsCannotBear() {
        // 1 of 8 endpoints, 1 of 3 callers: 3/8 stay; b has 3/8 and c 4/8, each above its third
        List<Group> groups = spread(ZONE, "abbbcccc", "");
        assertThat(groups.get(0).share()).isEqualTo(3.0 / 8, within(1e-9));
        assertThat(groups.get(1).share()).isEqualTo(1.0 / 5, within(1e-9));
        assertThat(groups.get(2).share()).isEqualTo(4.0 / 5, within(1e-9));
    }

    @Test
    void sendsNothingToZonesThatAreShortThemselves() {
        List<Group> groups = spread(ZONE, "abcccccc", "");
        assertThat(groups.get(1).share()).isZero();
        assertThat(groups.get(2).share()).isEqualTo(1);
    }

    @Test
    void hintsKeepAllCallsNearHoweverFewTheNearOnesAre() {
        assertThat(near(HINT, "abbbcccc", "")).isEqualTo(1);
        assertThat(spread(HINT, "abbbcccc", "")).extracting(Group::size).containsExactly(1, 7);
    }

    @Test
    void spillsInProportionOnceMoreThanAThirdOfTheNearOnesIsEjected() {
        assertThat(near(HINT, "aaaaaaabbb", "aaa")).isEqualTo(1);
        assertThat(near(HINT, "aaaaaabbb", "aaaa")).isEqualTo(6 / 7.0, within(1e-9));
        assertThat(near(HINT, "abbb", "aaaaaaaaa")).isEqualTo(1 / 7.0, within(1e-9));
        assertThat(near(HINT, "bbb", "aa")).isZero();
    }

    @Test
    void anEjectedFarEndpointChangesNothing() {
        assertThat(near(ZONE, "aabbc", "c")).isEqualTo(1);
        List<Group> groups = spread(ZONE, "abbbb", "cccc");
        assertThat(groups.get(1).share()).isEqualTo(1);
        assertThat(groups.get(2)).isEqualTo(new Group("zone c", 0, 0));
    }

    @Test
    void isEvenWhereAllAreNearOrNoneIs() {
        assertThat(Spread.over(in("aaa"), in("a"), ZONE, Function.identity())).isEqualTo(Spread.EVEN);
        assertThat(Spread.over(in("abc"), in(""), Preference.NONE, Function.identity()))
                .isEqualTo(Spread.EVEN);
    }

    @Test
    void keepsAllCallsNearWhenNobodyElseIsWell() {
        assertThat(near(HINT, "a", "aaabbb")).isEqualTo(1);
    }
}
