// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.e2e.cluster.Waiting;
import dev.cairn.e2e.server.Answer;
import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.Type;

/** A server under trial, with a client that asks it for one name over and over, from the first {@link #keepAsking} to the end. */
final class Subject implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final String STALE = "cairn_cluster_stale_seconds";

    private final NameServer server;
    private final DnsClient dns;
    private final AtomicLong answers = new AtomicLong();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private volatile boolean isOver;
    private volatile List<Thread> askers = List.of();

    Subject(NameServer server) {
        this.server = server;
        dns = new DnsClient(server.address());
    }

    NameServer server() {
        return server;
    }

    Answer ask(String name) {
        return dns.ask(name, Type.A);
    }

    Answer reverse(String address) {
        return dns.reverse(address);
    }

    /** Asks for a name from now on; every answer must be one of these sets of addresses. */
    void keepAsking(String name, List<Set<String>> allowed) {
        Thread asker = new Thread(
                () -> {
                    while (!isOver) {
                        check(name, allowed);
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "asker");
        askers = List.of(asker);
        asker.start();
    }

    private void check(String name, List<Set<String>> allowed) {
        try {
            Answer answer = ask(name);
            answers.incrementAndGet();
            if (!allowed.contains(answer.set())) {
                wrong.add(answer.toString());
            }
        } catch (RuntimeException | AssertionError e) {
            wrong.add(e.toString());
        }
    }

    /** How many answers were given meanwhile; fails if one was wrong, or not given. */
    long rightAnswers() {
        assertThat(wrong).isEmpty();
        return answers.get();
    }

    /** Waits until a name has exactly these addresses; how long that took, in milliseconds. */
    long await(String name, String... addresses) {
        long start = System.nanoTime();
        Set<String> expected = Set.of(addresses);
        Waiting.until(
                name + " is " + expected,
                SECONDS,
                () -> Set.copyOf(ask(name).data()).equals(expected));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** How old what it answers from is, as its metrics say; 0 while it is current. */
    double staleSeconds() {
        return server.metrics()
                .lines()
                .filter(line -> line.startsWith(STALE + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .max()
                .orElseThrow(() -> new AssertionError("no " + STALE));
    }

    /** Waits until its metrics say that it has been without the API server for so long. */
    double awaitStale(double seconds) {
        Waiting.until("an age of " + seconds + " s in the metrics", SECONDS, () -> staleSeconds() >= seconds);
        return staleSeconds();
    }

    /** Waits until its metrics say that it is current again. */
    void awaitFresh() {
        Waiting.until("no age in the metrics", SECONDS, () -> staleSeconds() == 0);
    }

    /** Whether it has logged this. */
    boolean hasLogged(String text) {
        try {
            return Files.readString(server.daemon().log()).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        isOver = true;
        try {
            for (Thread asker : askers) {
                asker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
