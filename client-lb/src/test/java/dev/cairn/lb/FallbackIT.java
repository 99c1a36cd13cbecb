// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.ClusterWatcher;
import dev.cairn.discovery.DiscoveryException;
import dev.cairn.discovery.DiscoverySource;
import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.Selection;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.ServiceWatcher;
import dev.cairn.discovery.Watch;
import dev.cairn.lb.internal.dns.TinyDnsServer;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Service that may not be read from the API, called by its cluster IP as the DNS has it. */
@Timeout(30)
class FallbackIT {
    private static final String ORDERS = "orders.shop.svc.cluster.local.";

    /** Refuses until it is allowed. */
    private static final class Guarded implements DiscoverySource {
        private final InMemoryDiscovery discovery = Shop.discovery(Shop.pods(2));
        private volatile ServiceWatcher refused = state -> {};

        void allow() {
            var unused = discovery.watch(Shop.ORDERS, refused);
        }

        @Override
        public Watch watch(ServiceName name, ServiceWatcher watcher) {
            refused = watcher;
            watcher.onFailure(DiscoveryException.permanentFailure("not allowed to list services in namespace shop"));
            return () -> {};
        }

        @Override
        public Watch watchAll(Selection selection, ClusterWatcher watcher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String origin() {
            return "guarded";
        }

        @Override
        public void close() {
            discovery.close();
        }
    }

    private TinyDnsServer server;

    @BeforeEach
    void open() throws Exception {
        server = new TinyDnsServer();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void callsTheClusterIpUntilTheApiMayBeRead() throws Exception {
        server.set(ORDERS, "5 A 10.96.0.7");
        String dns = "dns://127.0.0.1:" + server.address().getPort() + "/" + ORDERS + ":80";
        try (Guarded guarded = new Guarded();
                Balancer balancer = Balancer.builder("k8s:///orders.shop:80 | " + dns)
                        .source(guarded)
                        .build()) {
            balancer.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(picked(balancer)).isEqualTo(new InetSocketAddress("10.96.0.7", 80));
            assertThat(balancer.explain().rows()).hasSize(1);
            assertThat(balancer.explain().toString())
                    .contains("source DNS", "instead of k8s:///orders.shop:80: not allowed to list services");
            guarded.allow();
            await().until(() -> balancer.explain().rows().size() == 2);
            assertThat(picked(balancer).getPort()).isEqualTo(8080);
            assertThat(balancer.explain().lastError()).isEmpty();
        }
    }

    @Test
    void oneOptionLetsAllServicesFallBackToTheDns() throws Exception {
        server.set(ORDERS, "5 A 10.96.0.7");
        server.set("_http._tcp." + ORDERS, "5 SRV 0 100 81 " + ORDERS);
        Balancers.Builder options = Balancers.builder().dnsServer(server.address());
        try (Guarded guarded = new Guarded();
                Balancers strict = options.source("k8s", guarded).build();
                Balancers lenient = options.fallbackToDns(true).build()) {
            assertThat(strict.get("k8s:///orders.shop:80").whenReady()).failsWithin(5, TimeUnit.SECONDS);
            Balancer numbered = lenient.get("k8s:///orders.shop:80");
            Balancer named = lenient.get("k8s:///orders.shop:http");
            numbered.whenReady().get(5, TimeUnit.SECONDS);
            named.whenReady().get(5, TimeUnit.SECONDS);
            assertThat(picked(numbered)).isEqualTo(new InetSocketAddress("10.96.0.7", 80));
            assertThat(picked(named)).isEqualTo(new InetSocketAddress("10.96.0.7", 81));
            assertThat(numbered.explain().lastError().orElse("")).contains("not allowed to list services");
        }
    }

    private static InetSocketAddress picked(Balancer balancer) {
        try (Pick pick = balancer.pick()) {
            return pick.address();
        }
    }
}
