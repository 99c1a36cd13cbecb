// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.memory;

import dev.cairn.e2e.server.DnsClient;
import dev.cairn.e2e.server.NameServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Type;

/** Questions for names of the world, and a scrape each second, for as long as it is open. */
final class Load implements AutoCloseable {
    private static final long PAUSE_MICROS = Duration.ofMillis(5).toNanos() / 1000;

    private final NameServer server;
    private final DnsClient client;
    private final SplittableRandom random;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger scrapes = new AtomicInteger();

    Load(NameServer server, long seed) {
        this.server = server;
        this.client = new DnsClient(server.address());
        this.random = new SplittableRandom(seed);
        var unusedQuestions = threads.scheduleWithFixedDelay(this::ask, 0, PAUSE_MICROS, TimeUnit.MICROSECONDS);
        var unusedScrapes = threads.scheduleWithFixedDelay(this::scrape, 0, 1, TimeUnit.SECONDS);
    }

    private void ask() {
        String name = LargeWorld.dnsName(random.nextInt(LargeWorld.SERVICES));
        boolean isSrv = random.nextInt(10) == 0;
        try {
            String rcode = isSrv
                    ? client.udp("_http._tcp." + name, Type.SRV).rcode()
                    : client.udp(name, Type.A).rcode();
            (rcode.equals("NOERROR") ? answered : wrong).incrementAndGet();
        } catch (UncheckedIOException e) {
            lost.incrementAndGet();
        }
    }

    private void scrape() {
        try {
            server.metrics();
            scrapes.incrementAndGet();
        } catch (UncheckedIOException e) {
            lost.incrementAndGet();
        }
    }

    /** Answers that were not NOERROR, though every name exists. */
    int wrong() {
        return wrong.get();
    }

    int answered() {
        return answered.get();
    }

    int scrapes() {
        return scrapes.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return answered + " answers right, " + wrong + " wrong, " + lost + " lost, " + scrapes + " scrapes";
    }
}
