// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.InMemoryDiscovery;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressLookupTest {
    private final InMemoryDiscovery discovery = Shop.discovery(
            Shop.pod(1).build(), Shop.pod(2).build(), Shop.pod(3).ready(false).build());
    private final Balancers balancers = Balancers.builder()
            .source("k8s", discovery)
            .namespace("shop")
            .service("fixed", "static:///10.9.9.9:81")
            .build();
    private final AddressLookup lookup = AddressLookup.of(balancers);

    @AfterEach
    void close() {
        balancers.close();
        discovery.close();
    }

    @Test
    void answersWithTheEndpointsThatTakeCallsInRandomOrder() throws Exception {
        List<InetAddress> ready = List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("10.0.0.2"));
        Set<InetAddress> first = new HashSet<>();
        for (int i = 0; i < 64; i++) { // one order only: once in 2^63 runs
            List<InetAddress> addresses =
                    lookup.addresses("Orders.shop.svc.cluster.local.").orElseThrow();
            assertThat(addresses).containsExactlyInAnyOrderElementsOf(ready);
            first.add(addresses.get(0));
        }
        assertThat(first).containsExactlyInAnyOrderElementsOf(ready);
    }

    @Test
    void answersWithWhatIsRegisteredUnderAName() throws Exception {
        assertThat(lookup.addresses("fixed").orElseThrow()).containsExactly(InetAddress.getByName("10.9.9.9"));
    }

    @Test
    void knowsNothingOfOtherNames() {
        assertThat(lookup.addresses("example.org")).isEmpty();
        assertThat(lookup.addresses("orders")).isEmpty();
    }

    @Test
    void saysWhyThereIsNoAddress() {
        assertThatThrownBy(() -> lookup.addresses("billing.shop"))
                .isInstanceOf(NoEndpointException.class)
                .hasMessageContaining("billing.shop");
    }
}
