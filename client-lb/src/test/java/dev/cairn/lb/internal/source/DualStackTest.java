// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.Endpoint;
import dev.cairn.discovery.EndpointPort;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ReachableEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DualStackTest {
    private static final String FOUR = "10.0.0.1";
    private static final String SIX = "fd00::1";

    private static Endpoint.Builder pod(String address, String name, String uid) {
        return Endpoint.builder(IpAddress.parse(address)).pod(name, uid);
    }

    private static List<String> join(AddressFamily preferred, Endpoint.Builder... endpoints) {
        List<ReachableEndpoint> entries = Arrays.stream(endpoints)
                .map(endpoint -> new ReachableEndpoint(endpoint.build(), EndpointPort.tcp("http", 8080)))
                .toList();
        return DualStack.join(entries, preferred).stream()
                .map(each -> each.endpoint().address() + " " + each.otherAddresses())
                .toList();
    }

    @Test
    void joinsByUid() {
        assertThat(join(AddressFamily.IPV6, pod(FOUR, "a", "1"), pod(SIX, "a", "1")))
                .containsExactly("fd00::1 [10.0.0.1]");
        assertThat(join(AddressFamily.IPV4, pod(FOUR, "a", "1"), pod(SIX, "a", "1")))
                .containsExactly("10.0.0.1 [fd00::1]");
    }

    @Test
    void joinsByNameWhereThereIsNoUid() {
        assertThat(join(AddressFamily.IPV4, pod(SIX, "a", ""), pod(FOUR, "a", "")))
                .containsExactly("10.0.0.1 [fd00::1]");
    }

    @Test
    void keepsApartWhatIsNotOnePod() {
        assertThat(join(AddressFamily.IPV4, pod(FOUR, "a", "1"), pod(SIX, "a", "2")))
                .containsExactly("10.0.0.1 []", "fd00::1 []");
        assertThat(join(AddressFamily.IPV4, pod(FOUR, "", ""), pod(SIX, "", "")))
                .containsExactly("10.0.0.1 []", "fd00::1 []");
    }

    @Test
    void keepsPodsThatHaveAnAddressOfTheOtherFamilyOnly() {
        assertThat(join(AddressFamily.IPV4, pod(FOUR, "a", "1"), pod(SIX, "b", "2")))
                .containsExactly("10.0.0.1 []", "fd00::1 []");
    }

    @Test
    void believesTheBetterWordWhileSlicesDiffer() {
        assertThat(join(AddressFamily.IPV4, pod(FOUR, "a", "1").ready(false), pod(SIX, "a", "1")))
                .containsExactly("fd00::1 []");
    }

    @Test
    void callsTheFamilyThatThisMachineHas() {
        ThisMachine onlySix = new ThisMachine(Set.of(IpAddress.parse("fd00::99")));
        ThisMachine both = new ThisMachine(Set.of(IpAddress.parse("fd00::99"), IpAddress.parse("10.0.0.99")));
        ThisMachine neither = new ThisMachine(Set.of());
        assertThat(onlySix.family(AddressFamily.IPV4)).isEqualTo(AddressFamily.IPV6);
        assertThat(both.family(AddressFamily.IPV4)).isEqualTo(AddressFamily.IPV4);
        assertThat(both.family(AddressFamily.IPV6)).isEqualTo(AddressFamily.IPV6);
        assertThat(neither.family(AddressFamily.IPV6)).isEqualTo(AddressFamily.IPV6);
    }

    @Test
    void readsTheAddressesOfThisMachine() {
        assertThat(ThisMachine.read().addresses())
                .noneMatch(address -> address.toInetAddress().isLoopbackAddress());
    }
}
