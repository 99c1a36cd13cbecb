// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.dns.wire.DomainName;
import dev.cairn.dns.wire.Header;
import dev.cairn.dns.wire.Message;
import dev.cairn.dns.wire.Question;
import dev.cairn.dns.wire.Rcode;
import dev.cairn.dns.wire.RecordClass;
import dev.cairn.dns.wire.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes, what makes a server down and up, and in which order servers are tried. */
class HealthIT {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final UpstreamLoop loop = new UpstreamLoop();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger failedProbes = new AtomicInteger();
    private final AtomicInteger allDown = new AtomicInteger();
    private final UpstreamEvents events = new UpstreamEvents() {
        @Override
        public void probeFailed(Upstream probed) {
            failedProbes.incrementAndGet();
        }

        @Override
        public void allDown() {
            allDown.incrementAndGet();
        }
    };

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

    private Forwarder forwarder(ForwardOptions.Builder options, FakeUpstream... servers) {
        List<Upstream> upstreams = new ArrayList<>();
        for (FakeUpstream server : servers) {
            upstreams.add(server.upstream());
        }
        Forwarder forwarder = new Forwarder(upstreams, options.build(), loop, events);
        opened.add(0, forwarder);
        return forwarder;
    }

    private static ForwardOptions.Builder options() {
        return ForwardOptions.builder()
                .policy(Policy.SEQUENTIAL)
                .readTimeout(SHORT)
                .probe(SHORT, DomainName.ROOT, true);
    }

    private static String name(FakeUpstream.Asked asked) {
        Message query = Message.parse(asked.query(), asked.query().length);
        return query.questions().get(0).name().toString();
    }

    private static void good(FakeUpstream.Asked asked) throws IOException {
        asked.reply(FakeUpstream.answer(asked, 1));
    }

    @Test
    void serverThatIsDownIsLeftOutUntilAProbeIsAnswered() throws Exception {
        AtomicBoolean isWell = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        FakeUpstream first = server(asked -> {
            seen.add(name(asked));
            if (isWell.get()) {
                good(asked);
            }
        });
        FakeUpstream second = server(HealthIT::good);
        Forwarder forwarder = forwarder(options(), first, second);

        assertThat(Waiting.ask(forwarder, "a.example.").answer().answers()).hasSize(1);
        await().until(() -> failedProbes.get() >= 2);
        Waiting whileDown = Waiting.ask(forwarder, "b.example.");
        whileDown.answer();
        assertThat(whileDown.from()).isEqualTo(second.upstream());
        assertThat(seen).contains("a.example.").doesNotContain("b.example.");

        isWell.set(true);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            Waiting later = Waiting.ask(forwarder, "c.example.");
            later.answer();
            return first.upstream().equals(later.from());
        });
        int probes = failedProbes.get();
        for (int i = 0; i < 5; i++) {
            Waiting.ask(forwarder, "d" + i + ".example.").answer();
        }
        assertThat(failedProbes.get()).as("no probes of servers that are up").isEqualTo(probes);
    }

    @Test
    void probesAreWhatIsConfigured() throws Exception {
        List<Message> probes = new CopyOnWriteArrayList<>();
        FakeUpstream server = server(asked -> {
            Message query = Message.parse(asked.query(), asked.query().length);
            if (query.questions().get(0).type() == RecordType.NS) {
                probes.add(query);
                asked.reply(FakeUpstream.answer(asked, 0, Rcode.REFUSED));
            }
        });
        DomainName name = DomainName.parse("probe.test.");
        Forwarder forwarder = forwarder(options().maxTries(1).probe(SHORT, name, false), server);

        Waiting.ask(forwarder, "a.example.").failure();

        await().until(() -> !probes.isEmpty());
        assertThat(probes.get(0).questions()).containsExactly(new Question(name, RecordType.NS, RecordClass.IN));
        assertThat(probes.get(0).has(Header.FLAG_RD)).isFalse();
        assertThat(failedProbes.get()).as("a refusal is an answer").isZero();
    }

    @Test
    void withoutMaxFailsNobodyIsProbed() throws Exception {
        FakeUpstream silent = server(asked -> {});
        Forwarder forwarder = forwarder(options().maxFails(0).maxTries(2), silent);

        Waiting.ask(forwarder, "a.example.").failure();
        Waiting.ask(forwarder, "b.example.").failure();

        assertThat(silent.queries()).isEqualTo(4);
        assertThat(allDown.get()).isZero();
    }

    @Test
    void allDownFailsAtOnceIfThatIsWanted() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        FakeUpstream silent = server(asked -> seen.add(name(asked)));
        Forwarder hopeful = forwarder(options(), silent);
        Forwarder failing = forwarder(options().failsWhenAllDown(true), silent);
        Waiting.ask(hopeful, "a.example.").failure();
        Waiting.ask(failing, "a.example.").failure();
        await().until(() -> failedProbes.get() >= 6);

        assertThat(Waiting.ask(hopeful, "b.example.").failure()).isEqualTo(Failure.TIMED_OUT);
        assertThat(Waiting.ask(failing, "c.example.").failure()).isEqualTo(Failure.ALL_DOWN);
        assertThat(seen).contains("b.example.").doesNotContain("c.example.");
        assertThat(allDown.get()).isPositive();
    }

    @Test
    void policiesBeginWithTheServersThatTheySay() throws Exception {
        FakeUpstream[] servers = {server(HealthIT::good), server(HealthIT::good), server(HealthIT::good)};
        Forwarder sequential = forwarder(options(), servers);
        Forwarder turns = forwarder(options().policy(Policy.ROUND_ROBIN), servers);
        Forwarder random = forwarder(options().policy(Policy.RANDOM), servers);

        assertThat(firsts(sequential, 6)).hasSize(6).containsOnly(servers[0].upstream());
        List<Upstream> inTurn = firsts(turns, 6);
        assertThat(inTurn.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(inTurn.subList(3, 6));
        Set<Upstream> drawn = new HashSet<>(firsts(random, 40));
        assertThat(drawn)
                .as("a server is left out of 40 draws in 3 of 10 million runs")
                .hasSize(3);
    }

    private static List<Upstream> firsts(Forwarder forwarder, int questions) throws InterruptedException {
        List<Upstream> firsts = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            Waiting asked = Waiting.ask(forwarder, "n" + i + ".example.");
            asked.answer();
            firsts.add(asked.from());
        }
        return firsts;
    }
}
