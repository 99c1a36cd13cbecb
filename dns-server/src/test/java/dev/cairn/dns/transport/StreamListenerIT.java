// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.dns.chain.Outcome;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordType;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** RFC 7766; RFC 1035 §4.2.2. */
class StreamListenerIT {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static StreamLimits limits(Duration idle, Duration request, Duration write, int unsentBytes) {
        return new StreamLimits(100, 50, idle, request, write, unsentBytes, 32 << 20);
    }

    @Test
    void theReplyAndItsLengthComeInOneSegment() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                TcpClient client = new TcpClient(serving.address())) {
            byte[] segment = new byte[512];
            client.send(Questions.stream(Questions.a("web.test.", 1)));

            int length = client.receiveOnce(segment);

            assertThat(length).isEqualTo(2 + (segment[0] << 8 | segment[1]));
            assertThat(length).isGreaterThan(14);
        }
    }

    @Test
    void theReplyHasTheOctetsOfTheOneOverUdp() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                TcpClient stream = new TcpClient(serving.address());
                UdpClient datagram = new UdpClient(serving.address())) {
            for (String name : List.of("web.test.", "other.example.", "WEB.Test.")) {
                byte[] question = Questions.a(name, 4711);

                assertThat(stream.ask(question))
                        .isEqualTo(datagram.ask(question).bytes());
            }
        }
    }

    @Test
    void closesAConnectionThatHasCarriedAllTheRequestsItMay() throws Exception {
        StreamLimits limits = new StreamLimits(100, 50, LONG, LONG, LONG, 1 << 16, 32 << 20, 3);
        try (Serving serving = new Serving("127.0.0.1", Serving.FIXED, limits);
                TcpClient client = new TcpClient(serving.address());
                TcpClient other = new TcpClient(serving.address())) {
            byte[][] questions = new byte[5][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));
            client.send(Questions.stream(questions));

            for (int id = 0; id < 3; id++) {
                assertThat(Questions.id(client.receive())).isEqualTo(id);
            }
            assertThat(client.isEnded()).isTrue();
            assertThat(Questions.id(other.ask(Questions.a("web.test.", 9)))).isEqualTo(9);
        }
    }

    @Test
    void answersEachOfManyRequestsInOneSegment() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                TcpClient client = new TcpClient(serving.address())) {
            byte[][] questions = new byte[200][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));

            client.send(Questions.stream(questions));

            for (int id = 0; id < questions.length; id++) {
                assertThat(Questions.id(client.receive())).isEqualTo(id);
            }
        }
    }

    @Test
    void answersARequestThatComesOctetByOctet() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                TcpClient client = new TcpClient(serving.address())) {
            for (byte octet : Questions.stream(Questions.a("web.test.", 1), Questions.a("web.test.", 2))) {
                client.send(octet);
            }

            assertThat(Questions.id(client.receive())).isEqualTo(1);
            assertThat(Questions.id(client.receive())).isEqualTo(2);
        }
    }

    @Test
    void closesAnIdleConnection() throws Exception {
        try (Serving serving = new Serving("127.0.0.1", Serving.FIXED, limits(SHORT, LONG, LONG, 1 << 16));
                TcpClient client = new TcpClient(serving.address())) {
            client.ask(Questions.a("web.test.", 1));

            assertThat(client.isEnded()).isTrue();
        }
    }

    /** One octet at a time must not keep a connection open. */
    @Test
    void closesWhenARequestIsNotWholeInTime() throws Exception {
        try (Serving serving = new Serving("127.0.0.1", Serving.FIXED, limits(LONG, SHORT, LONG, 1 << 16));
                TcpClient client = new TcpClient(serving.address())) {
            client.send((byte) 0, (byte) 100);
            AtomicInteger sent = new AtomicInteger();

            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        sent.incrementAndGet();
                        return failsToSend(client);
                    });

            assertThat(sent.get()).isLessThan(98);
        }
    }

    private static boolean failsToSend(TcpClient client) {
        try {
            client.send((byte) 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesAtAnImpossibleLengthAfterTheRepliesBeforeIt() throws Exception {
        try (Serving serving = new Serving("127.0.0.1")) {
            for (int length : new int[] {0, 11}) {
                try (TcpClient client = new TcpClient(serving.address())) {
                    client.send(Questions.stream(Questions.a("web.test.", 8), new byte[length]));

                    assertThat(Questions.id(client.receive())).isEqualTo(8);
                    assertThat(client.isEnded()).isTrue();
                }
            }
        }
    }

    @Test
    void aClientThatHasEndedItsOutputStillGetsItsReplies() throws Exception {
        try (Serving serving = new Serving("127.0.0.1");
                TcpClient client = new TcpClient(serving.address())) {
            client.send(Questions.stream(Questions.a("web.test.", 1), Questions.a("web.test.", 2)));
            client.endOutput();

            assertThat(Questions.id(client.receive())).isEqualTo(1);
            assertThat(Questions.id(client.receive())).isEqualTo(2);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void connectionsOfOneClientAreCounted() throws Exception {
        StreamLimits limits = new StreamLimits(100, 3, LONG, LONG, LONG, 1 << 16, 32 << 20);
        try (Serving serving = new Serving("127.0.0.1", Serving.FIXED, limits)) {
            List<TcpClient> clients = open(serving, 3);
            try (TcpClient fourth = new TcpClient(serving.address())) {
                assertThat(fourth.isEnded()).isTrue();
            }
            clients.get(0).close();
            await().until(() -> serving.listener().connections() == 2);
            clients.addAll(open(serving, 1));
            closeAll(clients);
            await().until(() -> serving.listener().connections() == 0);
        }
    }

    @Test
    void connectionsOfAllClientsAreCounted() throws Exception {
        StreamLimits limits = new StreamLimits(2, 100, LONG, LONG, LONG, 1 << 16, 32 << 20);
        try (Serving serving = new Serving("127.0.0.1", Serving.FIXED, limits)) {
            List<TcpClient> clients = open(serving, 2);
            try (TcpClient third = new TcpClient(serving.address())) {
                assertThat(third.isEnded()).isTrue();
            }
            closeAll(clients);
        }
    }

    /** Each is asked, so that it is known to be accepted. */
    private static List<TcpClient> open(Serving serving, int count) throws IOException {
        List<TcpClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TcpClient client = new TcpClient(serving.address());
            assertThat(Questions.id(client.ask(Questions.a("web.test.", i)))).isEqualTo(i);
            clients.add(client);
        }
        return clients;
    }

    private static void closeAll(List<TcpClient> clients) throws IOException {
        for (TcpClient client : clients) {
            client.close();
        }
    }

    @Test
    void readsNoMoreFromAClientThatTakesNoReplies() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (Serving serving = large(answered, limits(LONG, LONG, LONG, 1 << 16));
                TcpClient client = new TcpClient(serving.address(), 1 << 15)) {
            byte[][] questions = new byte[2000][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));
            client.send(Questions.stream(questions));

            await().during(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        int now = answered.get();
                        return now > 0 && now < questions.length;
                    });
            for (int id = 0; id < questions.length; id++) {
                assertThat(Questions.id(client.receive())).isEqualTo(id);
            }
        }
    }

    @Test
    void cutsOffAClientThatTakesNoRepliesForTooLong() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (Serving serving = large(answered, limits(LONG, LONG, SHORT, 1 << 16));
                TcpClient client = new TcpClient(serving.address(), 1 << 15)) {
            byte[][] questions = new byte[2000][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));
            client.send(Questions.stream(questions));

            await().until(() -> answered.get() > 0 && serving.listener().connections() == 0);
        }
    }

    /** The limit here is below the allocator's smallest chunk, so that the first connection that holds much is over it. */
    @Test
    void closesWhoHoldsMuchWhileMemoryIsShort() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        StreamLimits limits = new StreamLimits(100, 50, LONG, LONG, LONG, 1 << 16, 1);
        try (Serving serving = large(answered, limits);
                TcpClient modest = new TcpClient(serving.address());
                TcpClient greedy = new TcpClient(serving.address(), 1 << 15)) {
            byte[][] questions = new byte[2000][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));
            greedy.send(Questions.stream(questions));

            await().until(() -> serving.listener().connections() == 1);
            assertThat(Questions.id(modest.ask(Questions.a("web.test.", 5)))).isEqualTo(5);
        }
    }

    /** Answers of 10,000 octets. */
    private static Serving large(AtomicInteger answered, StreamLimits limits) {
        byte[] data = new byte[10_000];
        return new Serving(
                "127.0.0.1",
                Serving.dispatcher(Serving.handler(exchange -> {
                    answered.incrementAndGet();
                    exchange.response()
                            .raw(
                                    Section.ANSWER,
                                    exchange.question().nameOffset(),
                                    RecordType.TXT,
                                    5,
                                    data,
                                    0,
                                    data.length);
                    return Outcome.ANSWERED;
                })),
                limits);
    }

    @Test
    void aHandlerThatFailsCostsOneServfailAndNothingElse() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Serving serving = new Serving(
                        "127.0.0.1",
                        Serving.dispatcher(Serving.handler(exchange -> {
                            if (asked.getAndIncrement() < 2) {
                                throw new IllegalStateException("a bug");
                            }
                            return Outcome.ANSWERED;
                        })),
                        StreamLimits.DEFAULT);
                TcpClient stream = new TcpClient(serving.address());
                UdpClient datagram = new UdpClient(serving.address())) {
            assertThat(Questions.rcode(stream.ask(Questions.a("web.test.", 1)))).isEqualTo(Rcode.SERVFAIL);
            assertThat(Questions.rcode(datagram.ask(Questions.a("web.test.", 1)).bytes()))
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(Questions.rcode(stream.ask(Questions.a("web.test.", 1)))).isEqualTo(Rcode.NOERROR);
            assertThat(Questions.rcode(datagram.ask(Questions.a("web.test.", 1)).bytes()))
                    .isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void drainingAnswersWhatAnOpenConnectionHasSent() throws Exception {
        StreamLoops loops = new StreamLoops();
        Listener listener = Listener.open(
                new InetSocketAddress(Serving.ip("127.0.0.1"), 0), Serving.FIXED, loops, StreamLimits.DEFAULT);
        listener.start();
        try (TcpClient client = new TcpClient(listener.address())) {
            client.ask(Questions.a("web.test.", 0));
            byte[][] questions = new byte[100][];
            Arrays.setAll(questions, id -> Questions.a("web.test.", id));
            client.send(Questions.stream(questions));

            listener.drain(Duration.ofSeconds(5));

            for (int id = 0; id < questions.length; id++) {
                assertThat(Questions.id(client.receive())).isEqualTo(id);
            }
            assertThat(client.isEnded()).isTrue();
        }
        loops.close();
    }
}
