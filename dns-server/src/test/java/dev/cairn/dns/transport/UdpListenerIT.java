// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.cairn.dns.chain.Dispatcher;
import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UdpListenerIT {

    private static final int WARM_UP_QUERIES = 2_000;
    private static final int MEASURED_QUERIES = 20_000;
    // What DatagramChannel itself allocates for the address of a sender other than the one before, with room for ours
    // of 8.
    private static final int ADDRESS_BYTES = 136 + 8;

    @Test
    void answersOnEachLoopbackAddressOfTheMachine() throws Exception {
        for (InetAddress address : localAddresses()) {
            if (!address.isLoopbackAddress()) {
                continue;
            }
            try (Serving serving = new Serving(address.getHostAddress());
                    UdpClient client = new UdpClient(serving.address())) {
                UdpClient.Reply reply = client.ask(Questions.a("web.test.", 77));

                assertThat(Questions.id(reply.bytes())).isEqualTo(77);
                assertThat(Questions.rcode(reply.bytes())).isEqualTo(Rcode.NOERROR);
            }
        }
    }

    /** The client is elsewhere, so that the route back would prefer another source address. */
    @Test
    void aWildcardReplyComesFromTheAddressThatWasAsked() throws Exception {
        try (Serving serving = new Serving("::")) {
            for (InetAddress asked : localAddresses()) {
                InetAddress client = Serving.ip(asked instanceof Inet4Address ? "127.0.0.1" : "::1");
                InetSocketAddress server = new InetSocketAddress(asked, serving.port());
                try (UdpClient socket = new UdpClient(client, server)) {
                    assertThat(socket.ask(Questions.a("web.test.", 1)).from()).isEqualTo(server);
                }
            }
        }
    }

    @Test
    void aBoundAddressAnswersAsItself() throws Exception {
        try (Serving serving = new Serving("127.0.0.2");
                UdpClient client = new UdpClient(Serving.ip("127.0.0.1"), serving.address())) {
            assertThat(client.ask(Questions.a("web.test.", 1)).from()).isEqualTo(serving.address());
        }
    }

    @Test
    void aWildcardSocketServesAddressesThatNoInterfaceNames() throws Exception {
        try (Serving serving = new Serving("0.0.0.0");
                UdpClient client =
                        new UdpClient(Serving.ip("127.0.0.1"), new InetSocketAddress("127.9.9.9", serving.port()))) {
            assertThat(Questions.id(client.ask(Questions.a("web.test.", 5)).bytes()))
                    .isEqualTo(5);
        }
    }

    @Test
    void garbageGetsNoReplyAndEndsNothing() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                UdpClient client = new UdpClient(serving.address())) {
            byte[] response = Questions.a("web.test.", 9);
            response[2] |= (byte) 0x80;
            for (byte[] garbage : List.of(new byte[0], new byte[11], response)) {
                client.send(garbage);
            }

            assertThat(client.hearsNothing(100)).isTrue();
            assertThat(Questions.id(client.ask(Questions.a("web.test.", 10)).bytes()))
                    .isEqualTo(10);
        }
    }

    @Test
    void aClientThatIsGoneEndsNothing() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                UdpClient client = new UdpClient(serving.address())) {
            for (int i = 0; i < 50; i++) {
                try (UdpClient gone = new UdpClient(serving.address())) {
                    gone.send(Questions.a("web.test.", i));
                }
            }
            assertThat(Questions.id(client.ask(Questions.a("web.test.", 10)).bytes()))
                    .isEqualTo(10);
        }
    }

    @Test
    void answersWhatIsInTheSocketsBeforeItCloses() throws Exception {
        StreamLoops loops = new StreamLoops();
        InetSocketAddress any = new InetSocketAddress(Serving.ip("127.0.0.1"), 0);
        Listener listener = Listener.open(any, Serving.FIXED, loops, StreamLimits.DEFAULT);
        List<UdpClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UdpClient client = new UdpClient(listener.address());
            clients.add(client);
            for (int query = 0; query < 10; query++) {
                client.send(Questions.a("web.test.", query));
            }
        }

        listener.start();
        listener.drain(Duration.ofSeconds(5));

        for (UdpClient client : clients) {
            for (int query = 0; query < 10; query++) {
                assertThat(Questions.id(client.receive().bytes())).isEqualTo(query);
            }
            client.close();
        }
        loops.close();
    }

    @Test
    void opensAsManySocketsAsAreWantedAndAnswersOnAllOfThem() throws Exception {
        StreamLoops loops = new StreamLoops();
        InetSocketAddress any = new InetSocketAddress(Serving.ip("127.0.0.1"), 0);
        Listener listener = Listener.open(any, Serving.FIXED, loops, StreamLimits.DEFAULT, 6);
        listener.start();

        assertThat(listener.pulses()).hasSize(6);
        for (int i = 0; i < 40; i++) {
            try (UdpClient client = new UdpClient(listener.address())) {
                assertThat(Questions.id(client.ask(Questions.a("web.test.", i)).bytes()))
                        .isEqualTo(i);
            }
        }
        listener.drain(Duration.ZERO);
        loops.close();
    }

    @Test
    void drainingTakesMillisecondsOnAnIdleWildcard() throws Exception {
        StreamLoops loops = new StreamLoops();
        InetSocketAddress any = new InetSocketAddress(Listener.wildcard(), 0);
        Listener listener = Listener.open(any, Serving.FIXED, loops, StreamLimits.DEFAULT);
        listener.start();

        long startNanos = System.nanoTime();
        listener.drain(Duration.ofSeconds(20));

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
        loops.close();
    }

    @Test
    void theBeatIsMissedWhileOneRequestIsServedAndComesBack() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Serving serving = new Serving(
                        "127.0.0.1",
                        Serving.dispatcher(Serving.handler(exchange -> {
                            asked.countDown();
                            awaitQuietly(release);
                            return Outcome.ANSWERED;
                        })),
                        StreamLimits.DEFAULT);
                UdpClient client = new UdpClient(serving.address())) {
            assertThat(missed(serving.listener(), beats(serving.listener()))).isZero();
            client.send(Questions.a("web.test.", 3));
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

            List<Long> during = beats(serving.listener());
            assertThat(missed(serving.listener(), during)).isEqualTo(1);

            release.countDown();
            assertThat(Questions.id(client.receive().bytes())).isEqualTo(3);
            await().until(() -> missed(serving.listener(), during) == 0);
        }
    }

    @Test
    void oneClientCostsNoAllocationAndManyOnlyTheirAddresses() throws Exception {
        byte[] address = {10, 0, 0, 1};
        Dispatcher dispatcher = Serving.dispatcher(Serving.handler(exchange -> {
            exchange.response()
                    .address(Section.ANSWER, exchange.question().nameOffset(), 5, address, 0, address.length);
            return Outcome.ANSWERED;
        }));
        try (Serving serving = new Serving("127.0.0.1", dispatcher, StreamLimits.DEFAULT)) {
            assertThat(bytesPerQuery(serving, 1)).isLessThan(1);
            assertThat(bytesPerQuery(serving, 8)).isLessThanOrEqualTo(ADDRESS_BYTES);
        }
    }

    private static double bytesPerQuery(Serving serving, int clientCount) throws IOException {
        List<UdpClient> clients = new ArrayList<>();
        for (int i = 0; i < clientCount; i++) {
            clients.add(new UdpClient(serving.address()));
        }
        ask(clients, WARM_UP_QUERIES);
        long before = allocatedBytes();
        ask(clients, MEASURED_QUERIES);
        long after = allocatedBytes();
        clients.forEach(UdpClient::close);
        return (double) (after - before) / MEASURED_QUERIES;
    }

    private static void ask(List<UdpClient> clients, int queries) throws IOException {
        byte[] question = Questions.a("web.test.", 1);
        for (int i = 0; i < queries; i++) {
            clients.get(i % clients.size()).ask(question);
        }
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("dns-udp-")) {
                bytes += threads.getThreadAllocatedBytes(thread.getId());
            }
        }
        return bytes;
    }

    private static List<Long> beats(Listener listener) {
        return listener.pulses().stream().map(Pulse::beat).toList();
    }

    private static long missed(Listener listener, List<Long> earlier) {
        long missed = 0;
        for (int i = 0; i < earlier.size(); i++) {
            missed += listener.pulses().get(i).isMissedSince(earlier.get(i)) ? 1 : 0;
        }
        return missed;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<InetAddress> localAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                .toList();
    }
}
