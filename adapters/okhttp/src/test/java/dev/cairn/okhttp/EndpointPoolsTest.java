// SPDX-License-Identifier: Apache-2.0
package dev.cairn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.lb.Balancer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndpointPoolsTest {
    private static final InetSocketAddress STAYS = new InetSocketAddress("10.0.0.1", 80);
    private static final InetSocketAddress GOES = new InetSocketAddress("10.0.0.2", 80);

    private long nowNanos;
    private final EndpointPools pools = new EndpointPools(5, Duration.ofMinutes(5), () -> nowNanos);

    @Test
    void keepsAPoolForEachEndpoint() {
        assertThat(pools.of(STAYS)).isSameAs(pools.of(new InetSocketAddress("10.0.0.1", 80)));
        assertThat(pools.of(STAYS)).isNotSameAs(pools.of(GOES));
    }

    @Test
    void forgetsThePoolsOfEndpointsThatAreGoneFromTimeToTime() throws Exception {
        try (Balancer balancer = Balancer.builder("static:///10.0.0.1:80").build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            pools.of(STAYS);
            pools.of(GOES);
            nowNanos = TimeUnit.SECONDS.toNanos(9);
            pools.forgetGone(balancer);
            assertThat(pools.size()).as("not looked at yet").isEqualTo(2);
            nowNanos = TimeUnit.SECONDS.toNanos(10);
            pools.forgetGone(balancer);
            assertThat(pools.size()).isEqualTo(1);
        }
    }

    @Test
    void isIdleWhenConnectionsCannotBeAliveAnyMore() {
        nowNanos = TimeUnit.MINUTES.toNanos(5);
        assertThat(pools.isIdle()).isFalse();
        nowNanos += TimeUnit.SECONDS.toNanos(11);
        assertThat(pools.isIdle()).isTrue();
    }
}
