// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.discovery.InMemoryDiscovery;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.Service;
import dev.cairn.discovery.ServiceName;
import dev.cairn.dns.chain.Asking;
import dev.cairn.dns.config.HostPort;
import dev.cairn.dns.transport.UdpClient;
import dev.cairn.dns.upstream.FakeUpstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** An upstream that swallows everything, asked 20,000 questions a second, while somebody asks for a cluster name. */
class SwallowingUpstreamIT {

    private static final Logger LOG = LoggerFactory.getLogger(SwallowingUpstreamIT.class);
    private static final int QUESTIONS_PER_SECOND = 20_000;
    private static final int ASKED = 500;
    private static final byte[] WEB =
            Asking.question("web.shop.svc.cluster.local.", Type.A).toWire();

    @Test
    void clusterNamesAreAnsweredAsIfNothingWasTheMatter() throws Exception {
        Service web = Service.builder(ServiceName.of("shop", "web"))
                .clusterIps(IpAddress.parse("10.96.0.7"))
                .build();
        try (FakeUpstream swallowing = FakeUpstream.start(asked -> {});
                InMemoryDiscovery discovery = InMemoryDiscovery.of(web);
                DnsServer server = server(swallowing, discovery)) {
            InetSocketAddress address = server.addresses().get(0);
            medianNanos(address);
            long quiet = medianNanos(address);

            Flood flood = new Flood(address);
            long flooded;
            try {
                flood.awaitRunning();
                flooded = medianNanos(address);
            } finally {
                flood.stop();
            }

            LOG.info(
                    "median of a cluster name {} us, with an upstream that swallows {} questions a second {} us: {} times",
                    quiet / 1000,
                    flood.perSecond(),
                    flooded / 1000,
                    flooded / (double) quiet);
            assertThat(swallowing.queries()).isPositive();
            assertThat(flooded).as("nanoseconds, %d while quiet", quiet).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
            assertThat(Http.get(server.httpAddress(new HostPort("localhost", 0)), "/metrics"))
                    .containsPattern("coredns_forward_max_concurrent_rejects_total [1-9]");
        }
    }

    private static DnsServer server(FakeUpstream upstream, InMemoryDiscovery discovery) throws InterruptedException {
        DnsServer server = DnsServer.builder()
                .corefile(
                        ".:0 {\n bind 127.0.0.1\n prometheus localhost:0\n kubernetes cluster.local\n forward . 127.0.0.1:"
                                + upstream.address().getPort() + " {\n max_concurrent 1000\n}\n}\n",
                        "Corefile")
                .environment(Map.of())
                .source(discovery)
                .build();
        server.start();
        return server;
    }

    /** Each question has an answer, or the client's time runs out and the test fails. */
    private static long medianNanos(InetSocketAddress server) throws IOException {
        long[] took = new long[ASKED];
        try (UdpClient client = new UdpClient(server)) {
            for (int i = 0; i < ASKED; i++) {
                long startNanos = System.nanoTime();
                Message answer = new Message(client.ask(WEB).bytes());
                took[i] = System.nanoTime() - startNanos;
                assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
            }
        }
        Arrays.sort(took);
        return took[ASKED / 2];
    }

    /** Asks for names outside the cluster, another one each time, and reads no answers. */
    private static final class Flood {
        private static final int SOCKETS = 8;
        private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos() / QUESTIONS_PER_SECOND;

        private final InetSocketAddress server;
        private final Thread thread = new Thread(this::run, "flood");
        private final long startNanos = System.nanoTime();
        private volatile long sent;
        private volatile boolean stopped;

        Flood(InetSocketAddress server) {
            this.server = server;
            thread.start();
        }

        private void run() {
            DatagramChannel[] sockets = new DatagramChannel[SOCKETS];
            try {
                for (int i = 0; i < SOCKETS; i++) {
                    sockets[i] = DatagramChannel.open().connect(server);
                    sockets[i].configureBlocking(false);
                }
                for (long i = 0; !stopped; i++) {
                    byte[] question =
                            Asking.question("n" + i + ".example.org.", Type.A).toWire();
                    sockets[(int) (i % SOCKETS)].write(ByteBuffer.wrap(question));
                    sent = i;
                    LockSupport.parkNanos(startNanos + i * INTERVAL_NANOS - System.nanoTime());
                }
                for (DatagramChannel socket : sockets) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitRunning() {
            await().atMost(Duration.ofSeconds(20)).until(() -> sent > QUESTIONS_PER_SECOND / 2);
        }

        long perSecond() {
            return sent * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startNanos);
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }
}
