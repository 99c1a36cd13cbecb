// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.DiscoverySourceProvider;
import dev.cairn.discovery.InMemoryDiscovery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcePoolTest {
    /** Opens the shop for the scheme {@code shop}; found by the service loader. */
    public static final class ShopProvider implements DiscoverySourceProvider {
        static final List<Map<String, String>> OPENED = new CopyOnWriteArrayList<>();
        static final List<InMemoryDiscovery> SOURCES = new CopyOnWriteArrayList<>();

        @Override
        public Set<String> schemes() {
            return Set.of("shop");
        }

        @Override
        public DiscoverySource open(Map<String, String> options) {
            OPENED.add(options);
            InMemoryDiscovery discovery = Shop.discovery(Shop.pods(2));
            SOURCES.add(discovery);
            return discovery;
        }
    }

    @BeforeEach
    void forget() {
        ShopProvider.OPENED.clear();
        ShopProvider.SOURCES.clear();
    }

    @Test
    void findsASourceByItsSchemeAndHandsItTheOptions() throws Exception {
        try (Balancer balancer =
                Balancer.builder("shop:///orders.shop:http?folder=a%20b").build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(ShopProvider.OPENED).containsExactly(Map.of("folder", "a b"));
        }
    }

    @Test
    void opensASourceOncePerOptionsAndClosesItWithTheBalancers() {
        Balancers balancers = Balancers.builder().build();
        balancers.get("shop:///orders.shop:http?folder=a");
        balancers.get("shop:///orders.shop:80?folder=a");
        balancers.get("shop:///orders.shop:80?folder=b");
        assertThat(ShopProvider.OPENED).containsExactly(Map.of("folder", "a"), Map.of("folder", "b"));
        balancers.close();
        assertThat(ShopProvider.SOURCES)
                .hasSize(2)
                .allSatisfy(source -> assertThatThrownBy(() -> source.watch(Shop.ORDERS, state -> {}))
                        .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void leavesASourceThatWasHandedInOpen() {
        InMemoryDiscovery given = Shop.discovery(Shop.pods(1));
        Balancers balancers = Balancers.builder().source("shop", given).build();
        balancers.get("shop:///orders.shop:http");
        balancers.close();
        assertThat(ShopProvider.OPENED).isEmpty();
        given.watch(Shop.ORDERS, state -> {}).close();
        given.close();
    }

    @Test
    void refusesASourceThatIsClosedAlready() {
        InMemoryDiscovery closed = Shop.discovery(Shop.pods(1));
        closed.close();
        try (Balancer balancer =
                Balancer.builder("k8s:///orders.shop:http").source(closed).build()) {
            assertThatThrownBy(() -> balancer.whenReady().get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("memory is closed");
        }
    }

    @Test
    void saysWhichSchemesThereAre() {
        assertThatThrownBy(
                        () -> Balancer.builder("kubernets:///orders.shop:http").build())
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("unknown scheme kubernets://");
    }
}
