// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.lb.policy.Policies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyedCallTest {
    private InMemoryDiscovery discovery;
    private Balancer balancer;

    @BeforeEach
    void open() throws Exception {
        discovery = Shop.discovery(Shop.pods(20));
        balancer = balancer();
    }

    @AfterEach
    void close() {
        balancer.close();
        discovery.close();
    }

    private Balancer balancer() throws Exception {
        Balancer made = Balancer.builder("k8s:///orders.shop:http")
                .source(discovery)
                .policy(Policies.maglev())
                .retry(RetryPolicy.builder()
                        .backoff(Duration.ZERO, Duration.ZERO)
                        .build())
                .build();
        made.whenReady().get(5, TimeUnit.SECONDS);
        return made;
    }

    private static CallOptions key(String key) {
        return CallOptions.builder().idempotent(true).key(key).build();
    }

    @Test
    void goesToTheEndpointOfItsKeyFromEveryClient() throws Exception {
        try (Balancer other = balancer()) {
            for (int i = 0; i < 100; i++) {
                CallOptions options = key("cart-" + i);
                InetSocketAddress first = balancer.call(options, Attempt::address);
                assertThat(balancer.call(options, Attempt::address)).isEqualTo(first);
                assertThat(other.call(options, Attempt::address)).isEqualTo(first);
            }
        }
    }

    @Test
    void isRepeatedAtTheNextEndpointsOfItsKey() {
        List<InetSocketAddress> first = failingCall(key("cart"));
        assertThat(first).hasSize(3).doesNotHaveDuplicates();
        assertThat(failingCall(key("cart"))).isEqualTo(first);
        assertThat(failingCall(CallOptions.builder().idempotent(true).key(5).build()))
                .isNotEqualTo(first);
    }

    private List<InetSocketAddress> failingCall(CallOptions options) {
        List<InetSocketAddress> tried = new ArrayList<>();
        assertThatThrownBy(() -> balancer.call(options, attempt -> {
                    tried.add(attempt.address());
                    throw new IOException("broken");
                }))
                .isInstanceOf(RetriesExhaustedException.class);
        return tried;
    }
}
