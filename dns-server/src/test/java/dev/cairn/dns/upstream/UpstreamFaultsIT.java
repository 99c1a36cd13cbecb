// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.Section;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of a question when servers are dead, slow, lying, cutting off, failing, or closing in the middle. */
class UpstreamFaultsIT {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final long AT_ONCE_MILLIS = 1_500; // less than the time limit of a try

    private final UpstreamLoop loop = new UpstreamLoop();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        loop.close();
    }

    private FakeUpstream server(FakeUpstream.Script script) throws IOException {
        FakeUpstream server = FakeUpstream.start(script);
        opened.add(server);
        return server;
    }

    private Forwarder forwarder(ForwardOptions.Builder options, Upstream... upstreams) {
        Forwarder forwarder = new Forwarder(List.of(upstreams), options.build(), loop, UpstreamEvents.NONE);
        opened.add(0, forwarder);
        return forwarder;
    }

    private static ForwardOptions.Builder options() {
        return ForwardOptions.builder().policy(Policy.SEQUENTIAL);
    }

    /** For servers whose answers are not waited for. */
    private static ForwardOptions.Builder hasty() {
        return options().readTimeout(SHORT);
    }

    private static void good(FakeUpstream.Asked asked) throws IOException {
        asked.reply(FakeUpstream.answer(asked, 2));
    }

    /** An address where nobody listens. */
    private static Upstream nobody() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Upstream.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
        }
    }

    @Test
    void deadServerCostsNearlyNothingWhenTheSystemSaysSo() throws Exception {
        FakeUpstream live = server(UpstreamFaultsIT::good);

        Waiting asked = Waiting.ask(forwarder(options(), nobody(), live.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(asked.from()).isEqualTo(live.upstream());
        assertThat(asked.millis()).isLessThan(AT_ONCE_MILLIS);
    }

    @Test
    void serverOfAnotherFamilyThanTheSourceAddressIsPassedOver() throws Exception {
        FakeUpstream live = server(UpstreamFaultsIT::good);
        Upstream other = Upstream.plain(new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 53));
        ForwardOptions.Builder fromHere = options().source(InetAddress.getByName("127.0.0.2"));

        Waiting asked = Waiting.ask(forwarder(fromHere, other, live.upstream()), "a.example.");
        Waiting overStream = Waiting.ask(forwarder(fromHere.forceTcp(true), other, live.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(asked.from()).isEqualTo(live.upstream());
        assertThat(overStream.answer().answers()).hasSize(2);
        assertThat(overStream.from()).isEqualTo(live.upstream());
    }

    @Test
    void onlyDeadServersFailSoonAfterTwoRounds() throws Exception {
        Waiting asked = Waiting.ask(forwarder(options(), nobody(), nobody()), "a.example.");

        assertThat(asked.failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(asked.millis()).isLessThan(AT_ONCE_MILLIS);
    }

    @Test
    void silentServerCostsOneTimeLimit() throws Exception {
        FakeUpstream silent = server(asked -> {});
        FakeUpstream live = server(UpstreamFaultsIT::good);

        Waiting asked = Waiting.ask(forwarder(hasty(), silent.upstream(), live.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(asked.millis()).isBetween(SHORT.toMillis(), ForwardOptions.DEADLINE.toMillis());
    }

    @Test
    void questionsEndAtTheDeadlineHoweverManyTriesAreAllowed() throws Exception {
        FakeUpstream silent = server(asked -> {});
        ForwardOptions.Builder endless = options().maxTries(0).readTimeout(Duration.ofSeconds(2));

        Waiting asked = Waiting.ask(forwarder(endless, silent.upstream()), "a.example.");

        assertThat(asked.failure()).isEqualTo(Failure.TIMED_OUT);
        assertThat(asked.millis()).isBetween(4_900L, 7_000L);
    }

    @Test
    void answersWithAnotherIdAreNotTaken() throws Exception {
        FakeUpstream lying = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 1);
            asked.reply(FakeUpstream.withId(answer, Header.id(answer) + 1));
        });
        FakeUpstream live = server(UpstreamFaultsIT::good);

        Waiting asked = Waiting.ask(forwarder(hasty(), lying.upstream(), live.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(asked.from()).isEqualTo(live.upstream());
    }

    @Test
    void trueAnswerAfterForgedOnesIsTaken() throws Exception {
        FakeUpstream flooded = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 1);
            for (int i = 1; i < 40; i++) {
                asked.reply(FakeUpstream.withId(answer, Header.id(answer) + i));
            }
            asked.reply(new byte[3]);
            asked.reply(asked.query());
            good(asked);
        });

        Waiting asked = Waiting.ask(forwarder(options(), flooded.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(flooded.queries()).isEqualTo(1);
    }

    @Test
    void answersToAnotherQuestionAreNotTaken() throws Exception {
        FakeUpstream lying = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 1);
            answer[13] = 'b';
            asked.reply(answer);
        });

        Waiting asked = Waiting.ask(forwarder(hasty().maxTries(1), lying.upstream()), "a.example.");

        assertThat(asked.failure()).isEqualTo(Failure.TIMED_OUT);
    }

    @Test
    void answersInOtherLettersAreTaken() throws Exception {
        FakeUpstream shouting = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 1);
            answer[13] = 'A';
            asked.reply(answer);
        });

        assertThat(Waiting.ask(forwarder(options(), shouting.upstream()), "a.example.")
                        .answer()
                        .answers())
                .hasSize(1);
    }

    @Test
    void answersFromAnotherPortNeverArrive() throws Exception {
        FakeUpstream elsewhere = server(asked -> asked.betray(FakeUpstream.answer(asked, 1)));

        Waiting asked = Waiting.ask(forwarder(hasty().maxTries(1), elsewhere.upstream()), "a.example.");

        assertThat(asked.failure()).isEqualTo(Failure.TIMED_OUT);
    }

    @Test
    void truncatedAnswerIsAskedForAgainOverTcp() throws Exception {
        FakeUpstream large = server(asked -> asked.reply(FakeUpstream.answer(asked, 200)));

        Waiting asked = Waiting.ask(forwarder(options(), large.upstream()), "a.example.");

        assertThat(asked.answer().answers()).hasSize(200);
        assertThat(asked.answer().has(Header.FLAG_TC)).isFalse();
        assertThat(large.queries()).isEqualTo(2);
        assertThat(large.connections()).isEqualTo(1);
    }

    @Test
    void truncatedAnswerIsGivenWhenTheWholeOneCannotBeHad() throws Exception {
        FakeUpstream large = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 200);
            if (asked.isStream()) {
                asked.betray(answer);
            } else {
                asked.reply(answer);
            }
        });

        Waiting asked = Waiting.ask(forwarder(options(), large.upstream()), "a.example.");

        assertThat(asked.answer().has(Header.FLAG_TC)).isTrue();
        assertThat(asked.answer().answers()).isNotEmpty();
    }

    @Test
    void connectionThatEndsInMidAnswerIsFollowedByAnotherServer() throws Exception {
        FakeUpstream breaking = server(asked -> asked.betray(FakeUpstream.answer(asked, 1)));
        FakeUpstream live = server(UpstreamFaultsIT::good);
        Forwarder forwarder = forwarder(options().forceTcp(true), breaking.upstream(), live.upstream());

        Waiting asked = Waiting.ask(forwarder, "a.example.");

        assertThat(asked.answer().answers()).hasSize(2);
        assertThat(asked.from()).isEqualTo(live.upstream());
        assertThat(asked.millis()).isLessThan(AT_ONCE_MILLIS);
    }

    @Test
    void servfailIsAnAnswerUnlessItIsToBeFollowedByAnotherServer() throws Exception {
        FakeUpstream failing = server(asked -> asked.reply(FakeUpstream.answer(asked, 0, Rcode.SERVFAIL)));
        FakeUpstream live = server(UpstreamFaultsIT::good);
        Forwarder plain = forwarder(options(), failing.upstream(), live.upstream());
        Forwarder failover =
                forwarder(options().failoverRcodes(Set.of(Rcode.SERVFAIL)), failing.upstream(), live.upstream());
        Forwarder alone = forwarder(options().failoverRcodes(Set.of(Rcode.SERVFAIL)), failing.upstream(), nobody());

        assertThat(Waiting.ask(plain, "a.example.").answer().rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(Waiting.ask(failover, "a.example.").answer().answers()).hasSize(2);
        assertThat(Waiting.ask(alone, "a.example.").answer().rcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void unreadableRecordsAreNoAnswer() throws Exception {
        FakeUpstream broken = server(asked -> {
            byte[] answer = FakeUpstream.answer(asked, 3);
            Header.setRecordCount(answer, Section.ANSWER, 300);
            asked.reply(answer);
        });

        assertThat(Waiting.ask(forwarder(options(), broken.upstream()), "a.example.")
                        .failure())
                .isEqualTo(Failure.INVALID);
    }

    @Test
    void serverThatDoesNotKnowEdnsIsAskedWithoutIt() throws Exception {
        FakeUpstream old = server(asked -> {
            boolean hasEdns = asked.query()[11] != 0;
            byte[] formerr = new byte[Header.BYTES];
            Header.setId(formerr, Header.id(asked.query()));
            Header.setFlags(formerr, Header.FLAG_QR | Rcode.FORMERR);
            asked.reply(hasEdns ? formerr : FakeUpstream.answer(asked, 1));
        });

        assertThat(Waiting.ask(forwarder(options(), old.upstream()), "a.example.")
                        .answer()
                        .answers())
                .hasSize(1);
        assertThat(old.queries()).isEqualTo(2);
    }

    @Test
    void identicalQuestionsThatWaitAreAskedOnce() throws Exception {
        Set<Object> ports = ConcurrentHashMap.newKeySet();
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        opened.add(later::shutdownNow);
        FakeUpstream slow = server(asked -> {
            ports.add(asked.from());
            Callable<Boolean> reply = () -> {
                good(asked);
                return true;
            };
            var unused = later.schedule(reply, 100, TimeUnit.MILLISECONDS);
        });
        Forwarder forwarder = forwarder(options(), slow.upstream());

        List<Waiting> all = new ArrayList<>();
        for (String name : List.of("a.example.", "A.example.", "a.EXAMPLE.", "b.example.")) {
            all.add(Waiting.ask(forwarder, name));
        }
        for (Waiting each : all) {
            assertThat(each.answer().answers()).hasSize(2);
        }

        assertThat(slow.queries()).isEqualTo(2);
        assertThat(ports).as("a port for each question").hasSize(2);
        assertThat(forwarder.waiting()).isZero();
    }

    @Test
    void serverThatSwallowsEverythingLeavesTheRestRefusedAtOnce() throws Exception {
        FakeUpstream swallowing = server(asked -> {});
        Forwarder forwarder = forwarder(hasty().maxConcurrent(100), swallowing.upstream());

        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(Waiting.ask(forwarder, "n" + i + ".example."));
        }

        List<Waiting> refused = all.subList(100, all.size());
        for (Waiting each : refused) {
            assertThat(each.failure()).isEqualTo(Failure.OVERLOADED);
            assertThat(each.millis()).isLessThan(AT_ONCE_MILLIS);
        }
        for (Waiting each : all.subList(0, 100)) {
            assertThat(each.failure()).isEqualTo(Failure.TIMED_OUT);
        }
        assertThat(forwarder.waiting()).isZero();
    }

    @Test
    void closingFailsWhatWaits() throws Exception {
        FakeUpstream silent = server(asked -> {});
        Forwarder forwarder = forwarder(options().readTimeout(Duration.ofSeconds(4)), silent.upstream());
        Waiting datagram = Waiting.ask(forwarder, "a.example.");
        Waiting stream = Waiting.ask(forwarder, "b.example.", true);

        forwarder.close();

        assertThat(datagram.failure()).isEqualTo(Failure.CLOSED);
        assertThat(stream.failure()).isEqualTo(Failure.CLOSED);
        assertThat(datagram.millis()).isLessThan(2_000);
        assertThat(Waiting.ask(forwarder, "c.example.").failure()).isEqualTo(Failure.CLOSED);
    }
}
