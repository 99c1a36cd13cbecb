// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections: shared, answered in any order, kept for a while, and replaced when they end. */
class StreamLinksIT {

    private final UpstreamLoop loop = new UpstreamLoop();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        loop.close();
    }

    private Forwarder forwarder(ForwardOptions.Builder options, FakeUpstream server) {
        opened.add(server);
        Forwarder forwarder =
                new Forwarder(List.of(server.upstream()), options.forceTcp(true).build(), loop, UpstreamEvents.NONE);
        opened.add(0, forwarder);
        return forwarder;
    }

    private static void good(FakeUpstream.Asked asked) throws IOException {
        asked.reply(FakeUpstream.answer(asked, 1));
    }

    @Test
    void answersOfOneConnectionComeInAnyOrder() throws Exception {
        List<FakeUpstream.Asked> held = Collections.synchronizedList(new ArrayList<>());
        FakeUpstream server = FakeUpstream.start(asked -> {
            held.add(asked);
            if (held.size() == 5) {
                for (int i = 4; i >= 0; i--) {
                    good(held.get(i));
                }
            }
        });
        Forwarder forwarder = forwarder(ForwardOptions.builder(), server);

        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(Waiting.ask(forwarder, "n" + i + ".example."));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(all.get(i).answer().questions().get(0).name()).hasToString("n" + i + ".example.");
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void idleConnectionIsUsedAgainAndExpires() throws Exception {
        FakeUpstream server = FakeUpstream.start(StreamLinksIT::good);
        Forwarder forwarder = forwarder(ForwardOptions.builder().expire(Duration.ofMillis(400)), server);

        Waiting.ask(forwarder, "a.example.").answer();
        Waiting.ask(forwarder, "b.example.").answer();
        assertThat(server.connections()).isEqualTo(1);

        await().atMost(Duration.ofSeconds(5)).until(() -> server.openConnections() == 0);
        Waiting.ask(forwarder, "c.example.").answer();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionThatTheServerEndedWhileIdleCostsNoFailure() throws Exception {
        FakeUpstream server = FakeUpstream.start(StreamLinksIT::good);
        Forwarder forwarder = forwarder(ForwardOptions.builder().maxTries(1), server);

        for (int i = 0; i < 20; i++) {
            assertThat(Waiting.ask(forwarder, "n" + i + ".example.").answer().answers())
                    .hasSize(1);
            server.closeConnections();
        }
    }

    @Test
    void oldConnectionIsNotUsedAgain() throws Exception {
        FakeUpstream server = FakeUpstream.start(StreamLinksIT::good);
        Forwarder forwarder = forwarder(ForwardOptions.builder().maxAge(Duration.ofNanos(1)), server);

        Waiting.ask(forwarder, "a.example.").answer();
        Waiting.ask(forwarder, "b.example.").answer();

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void noMoreIdleConnectionsAreKeptThanAllowed() throws Exception {
        List<FakeUpstream.Asked> held = Collections.synchronizedList(new ArrayList<>());
        FakeUpstream server = FakeUpstream.start(asked -> {
            held.add(asked);
            if (held.size() == 40) {
                for (FakeUpstream.Asked each : held) {
                    good(each);
                }
            }
        });
        Forwarder forwarder = forwarder(ForwardOptions.builder().maxIdleConnections(1), server);

        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(Waiting.ask(forwarder, "n" + i + ".example."));
        }
        for (Waiting each : all) {
            each.answer();
        }

        assertThat(server.connections()).as("eight questions each").isEqualTo(5);
        await().atMost(Duration.ofSeconds(5)).until(() -> server.openConnections() == 1);
    }
}
