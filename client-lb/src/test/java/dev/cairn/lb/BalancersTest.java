// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BalancersTest {
    /** Counts the watches that run. */
    private static final class CountingSource implements DiscoverySource {
        private final InMemoryDiscovery discovery = Shop.discovery(Shop.pods(3));
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger begun = new AtomicInteger();

        @Override
        public Watch watch(ServiceName name, ServiceWatcher watcher) {
            running.incrementAndGet();
            begun.incrementAndGet();
            Watch watch = discovery.watch(name, watcher);
            return () -> {
                running.decrementAndGet();
                watch.close();
            };
        }

        @Override
        public Watch watchAll(Selection selection, ClusterWatcher watcher) {
            return discovery.watchAll(selection, watcher);
        }

        @Override
        public String origin() {
            return discovery.origin();
        }

        @Override
        public void close() {
            discovery.close();
        }
    }

    @Test
    void watchesAServiceOnceForAllItsBalancers() throws Exception {
        try (CountingSource source = new CountingSource()) {
            Balancers balancers = Balancers.builder().source("k8s", source).build();
            Balancer byName = balancers.get("k8s:///orders.shop:http");
            Balancer byNumber = balancers.get("kubernetes:///orders.shop.svc:80");
            Balancer own =
                    Balancer.builder("k8s://shop/orders").balancers(balancers).build();
            for (Balancer balancer : new Balancer[] {byName, byNumber, own}) {
                balancer.whenReady().get(5, TimeUnit.SECONDS);
            }
            assertThat(byName).isNotSameAs(byNumber).isSameAs(balancers.get("k8s:///orders.shop.svc:http"));
            assertThat(source.running).hasValue(1);
            own.close();
            assertThat(source.running).hasValue(1);
            balancers.close();
            assertThat(source.running).hasValue(0);
            assertThat(source.begun).hasValue(1);
        }
    }

    @Test
    void closesABalancerThatNobodyAsksForAndMakesItAnew() throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (CountingSource source = new CountingSource();
                Balancers balancers = Balancers.builder()
                        .source("k8s", source)
                        .idleTimeout(Duration.ofMillis(40))
                        .nanoClock(nanos::get)
                        .build()) {
            Balancer first = balancers.get("k8s:///orders.shop:http");
            nanos.addAndGet(Duration.ofMillis(39).toNanos());
            assertThat(balancers.get("k8s:///orders.shop:http")).isSameAs(first);
            nanos.addAndGet(Duration.ofMillis(39).toNanos());
            assertThat(balancers.get("k8s:///orders.shop:http")).isSameAs(first);
            nanos.addAndGet(Duration.ofMillis(40).toNanos());
            await().until(() -> source.running.get() == 0);
            Balancer second = balancers.get("k8s:///orders.shop:http");
            assertThat(second).isNotSameAs(first);
            second.whenReady().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesToMakeBalancersAfterItsEnd() {
        Balancers balancers = Balancers.builder().build();
        balancers.close();
        balancers.close();
        assertThatThrownBy(() -> balancers.get("static:///10.0.0.1:80")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsClusterNamesAndThoseItWasTold() {
        try (Balancers balancers = Balancers.builder()
                .namespace("shop")
                .service("orders")
                .service("Cart.example", "dns:///cart.internal")
                .service("fixed.example", "static:///10.0.0.1:80")
                .build()) {
            assertThat(target(balancers, "orders.shop.svc")).isEqualTo("k8s:///orders.shop:8080");
            assertThat(target(balancers, "ORDERS.shop.svc.cluster.local.")).isEqualTo("k8s:///orders.shop:8080");
            assertThat(target(balancers, "orders.shop")).isEqualTo("k8s:///orders.shop:8080");
            assertThat(target(balancers, "orders")).isEqualTo("k8s:///orders:8080");
            assertThat(target(balancers, "cart.example")).isEqualTo("dns:///cart.internal:8080");
            assertThat(target(balancers, "fixed.example")).isEqualTo("static:///10.0.0.1:80");
            for (String foreign : new String[] {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "example.com",
                "orders.other",
                "svc",
                "a.b.svc.example.com",
                "x.shop.y",
                "orders.shop.svc.cluster.local.evil.com",
                "a_b.c.svc",
                ""
            }) {
                assertThat(balancers.targetOf(foreign, 8080)).as(foreign).isEmpty();
            }
        }
    }

    @Test
    void knowsTheNamesOfAnotherClusterDomain() {
        try (Balancers balancers =
                Balancers.builder().clusterDomain("prod.example").build()) {
            assertThat(target(balancers, "orders.shop.svc.prod.example")).isEqualTo("k8s:///orders.shop:8080");
            assertThat(balancers.targetOf("orders.shop.svc.cluster.local", 8080))
                    .isEmpty();
        }
    }

    private static String target(Balancers balancers, String host) {
        return balancers.targetOf(host, 8080).map(Target::toString).orElse("none");
    }
}
