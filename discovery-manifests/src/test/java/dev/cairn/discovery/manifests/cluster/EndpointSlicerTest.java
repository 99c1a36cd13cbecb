// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointGroup;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointSlicerTest {
    private static final List<EndpointPort> PORTS = List.of(EndpointPort.tcp("http", 8080));

    @Test
    void aGroupHoldsAHundred() {
        assertThat(slice(candidates(0, 250), List.of()))
                .extracting(group -> group.endpoints().size())
                .containsExactly(100, 100, 50);
    }

    @Test
    void whatDoesNotChangeStaysTheSameObject() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        assertThat(slice(candidates(0, 250), groups))
                .isEqualTo(groups)
                .allSatisfy(group -> assertThat(identity(groups)).contains(group));
    }

    @Test
    void oneChangedEndpointTouchesOneGroup() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        List<Candidate> changed = candidates(0, 250);
        changed.set(
                120, new Candidate(Endpoint.builder(address(120)).ready(false).build(), PORTS));
        List<EndpointGroup> next = slice(changed, groups);
        assertThat(touched(groups, next)).isEqualTo(1);
        assertThat(next.get(1).endpoints().get(20).isReady()).isFalse();
    }

    @Test
    void aRemovedEndpointTouchesOneGroupAndMovesNoOther() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        List<Candidate> fewer = candidates(0, 250);
        fewer.remove(3);
        List<EndpointGroup> next = slice(fewer, groups);
        assertThat(next).extracting(group -> group.endpoints().size()).containsExactly(99, 100, 50);
        assertThat(touched(groups, next)).isEqualTo(1);
    }

    @Test
    void anEndpointThatReplacesAnotherGoesToTheGroupThatChangesAnyway() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        List<Candidate> replaced = candidates(0, 250);
        replaced.set(5, candidates(900, 901).get(0));
        List<EndpointGroup> next = slice(replaced, groups);
        assertThat(touched(groups, next)).isEqualTo(1);
        assertThat(next.get(0).endpoints()).contains(Endpoint.ready(address(900)));
    }

    @Test
    void anEmptyGroupGoesAway() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        List<EndpointGroup> next = slice(candidates(0, 100), groups);
        assertThat(next).singleElement().isSameAs(groups.get(0));
        assertThat(slice(List.of(), groups)).isEmpty();
    }

    @Test
    void namesAreOfTheServiceAndNeverTwice() {
        List<EndpointGroup> groups = slice(candidates(0, 250), List.of());
        List<EndpointGroup> next = slice(candidates(200, 500), groups);
        assertThat(next)
                .extracting(EndpointGroup::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("web-[b-z2-9]{5}"));
        assertThat(slice(candidates(0, 250), List.of())).isEqualTo(groups);
    }

    private static List<EndpointGroup> slice(List<Candidate> candidates, List<EndpointGroup> previous) {
        return EndpointSlicer.slice("web", candidates, previous);
    }

    private static long touched(List<EndpointGroup> before, List<EndpointGroup> after) {
        return after.stream().filter(group -> !identity(before).contains(group)).count();
    }

    private static Set<EndpointGroup> identity(List<EndpointGroup> groups) {
        Set<EndpointGroup> identity = Collections.newSetFromMap(new IdentityHashMap<>());
        identity.addAll(groups);
        return identity;
    }

    private static List<Candidate> candidates(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to)
                .mapToObj(i -> new Candidate(Endpoint.ready(address(i)), PORTS))
                .toList());
    }

    private static IpAddress address(int i) {
        return Cidr.parse("10.244.0.0/16").at(i);
    }
}
