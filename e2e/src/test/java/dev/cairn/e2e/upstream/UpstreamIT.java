// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.FreePorts;
import dev.cairn.e2e.cluster.Net;
import dev.cairn.e2e.report.Report;
import dev.cairn.e2e.report.Section;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** What a client sees, and how long that takes, when an upstream fails: alone, and with a good one behind it. */
class UpstreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MAX_MILLIS = 7000;
    private static final int WARM_UP = 300;
    private static final List<AutoCloseable> PARTS = new ArrayList<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static NameServer cairn;
    private static NameServer coreDns;

    /** What came of a question. */
    private record Seen(String outcome, long millis) {
        boolean isRight() {
            return outcome.equals("NOERROR [" + FaultyUpstream.ADDRESS + "]");
        }

        @Override
        public String toString() {
            return "%s after %,d ms".formatted(isRight() ? "right" : outcome, millis);
        }
    }

    /** One fault, asked for by four clients at the same time. */
    private record Trial(
            Fault fault,
            Future<Seen> alone,
            Future<Seen> backed,
            Future<Seen> coreDnsAlone,
            Future<Seen> coreDnsBacked) {
        static Trial start(Fault fault) {
            String alone = fault.label() + ".alone";
            String backed = fault.label() + ".backed";
            return new Trial(fault, ask(cairn, alone), ask(cairn, backed), ask(coreDns, alone), ask(coreDns, backed));
        }
    }

    @BeforeAll
    static void start() {
        String blocks = blocks();
        InetSocketAddress ours = address();
        cairn = opened(NameServer.startCairn(ours, (health, ready, metrics) -> corefile(ours, ready, metrics, blocks)))
                .awaitReady();
        InetSocketAddress theirs = address();
        coreDns = opened(NameServer.startCoreDns(
                        theirs, (health, ready, metrics) -> corefile(theirs, ready, metrics, blocks)))
                .awaitReady();
        for (int i = 0; i < WARM_UP; i++) {
            String zone = i % 2 == 0 ? ".good" : "." + Fault.TRUNCATING.label() + ".alone";
            assertThat(seen(cairn, "w" + i + zone).isRight()).isTrue();
            assertThat(seen(coreDns, "w" + i + zone).isRight()).isTrue();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        THREADS.shutdownNow();
        for (AutoCloseable part : PARTS) {
            part.close();
        }
    }

    @Test
    void everyFaultIsAnsweredAndAGoodUpstreamBehindItIsFound() throws Exception {
        List<Trial> trials = Stream.of(Fault.values()).map(Trial::start).toList();
        for (Trial trial : trials) {
            Fault fault = trial.fault;
            Seen alone = trial.alone.get();
            Seen backed = trial.backed.get();
            Report.add(
                    Section.UPSTREAMS,
                    "it " + fault,
                    "%s, CoreDNS %s; a good one behind it: %s, CoreDNS %s",
                    alone,
                    trial.coreDnsAlone.get(),
                    backed,
                    trial.coreDnsBacked.get());
            assertThat(alone.isRight()).as("%s alone: %s", fault, alone).isEqualTo(fault.isHarmless());
            assertThat(backed.isRight())
                    .as("%s with a good one behind it: %s", fault, backed)
                    .isEqualTo(fault != Fault.FAILING);
            assertThat(List.of(alone.millis(), backed.millis()))
                    .as("%s: no client waits for more than %d ms", fault, MAX_MILLIS)
                    .allMatch(millis -> millis <= MAX_MILLIS);
        }
        Report.add(Section.UPSTREAMS, "faults tried", "%d", Fault.values().length);
    }

    private static Future<Seen> ask(NameServer server, String zone) {
        return THREADS.submit(() -> seen(server, "www." + zone));
    }

    private static Seen seen(NameServer server, String name) {
        DnsClient client = new DnsClient(server.address()).withTimeout(PATIENCE);
        long startNanos = System.nanoTime();
        String outcome;
        try {
            Answer answer = client.ask(name, Type.A);
            outcome = answer.rcode() + (answer.data().isEmpty() ? "" : " " + answer.data());
        } catch (UncheckedIOException e) {
            outcome = "no answer";
        }
        return new Seen(outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(Net.NODE, FreePorts.next());
    }

    /** Two zones for each fault; where a good upstream is behind it, the faulty one is asked first. */
    private static String blocks() {
        String good = opened(FaultyUpstream.start(null)).text();
        StringBuilder text = new StringBuilder(block("good", good));
        for (Fault fault : Fault.values()) {
            String faulty = opened(FaultyUpstream.start(fault)).text();
            text.append(block(fault.label() + ".alone", faulty));
            text.append(block(fault.label() + ".backed", faulty + " " + good));
        }
        return text.toString();
    }

    private static String block(String zone, String upstreams) {
        return "%s:PORT {\n    bind %s\n    forward . %s {\n        policy sequential\n    }\n}\n"
                .formatted(zone, Net.NODE, upstreams);
    }

    private static String corefile(InetSocketAddress address, int ready, int metrics, String blocks) {
        return ".:PORT {\n    bind %1$s\n    ready %1$s:%2$d\n    prometheus %1$s:%3$d\n}\n"
                .formatted(Net.NODE, ready, metrics)
                .concat(blocks)
                .replace("PORT", String.valueOf(address.getPort()));
    }

    private static <T extends AutoCloseable> T opened(T part) {
        PARTS.add(part);
        return part;
    }
}
